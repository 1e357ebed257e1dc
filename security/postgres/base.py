"""Django's Postgres connection, which tells the database in whose name it asks before it asks."""

from typing import Any

from django.db.backends.postgresql import base

from security import context


class DatabaseWrapper(base.DatabaseWrapper):
    """Keeps the connection's context the one that holds in the code, also after a rollback or a reconnect.

    `told` is what the database was told last on this connection: None where that is not known.
    """

    told: tuple[context.Context, str] | None = None

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self.told = (context.NOBODY, "")

    def _rollback(self) -> Any:
        self.told = None  # what was told in the transaction is undone with it
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.told = None

    def create_cursor(self, name: str | None = None) -> Any:
        self.tell()
        return super().create_cursor(name)

    def tell(self) -> None:
        """Tell the database the context that holds now, unless it knows."""
        wanted = context.current()
        if self.told == (wanted, wanted.value) and (wanted.value or not wanted.claim):
            return
        if self.connection.info.transaction_status == IN_ERROR:
            return  # the next statement fails by itself, and says why
        with self.connection.cursor() as cursor:
            if wanted.value or not wanted.claim:
                cursor.execute("SELECT set_config('portal.context', %s, false)", [wanted.value])
            else:
                cursor.execute("SELECT value, at FROM portal.enter(%s)", [wanted.claim])
                wanted.value, wanted.read_at = cursor.fetchone()
        self.told = (wanted, wanted.value)


IN_ERROR = 3  # psycopg2.extensions.TRANSACTION_STATUS_INERROR
