"""What prepare_database asks of this app once all sql files have run."""

from collections.abc import Iterator

from django.apps import apps

from audit import triggers
from security.preparing.roles import KEEPER, quoted, web

SEQUENCES = ("portal.seal_reached", "portal.seal_attempt")


def statements() -> Iterator[str]:
    """The triggers of every model that declares its writes as recorded; and that nobody, the keeper of the
    functions neither, changes what is recorded or hangs these triggers on a table of their own.
    """
    yield from triggers.statements(apps.get_models())
    yield f"REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_seal FROM {KEEPER}"
    for event in triggers.EVENTS:
        yield f"REVOKE EXECUTE ON FUNCTION portal.record_{event}() FROM {quoted(web())}"
    for sequence in SEQUENCES:
        yield f"GRANT SELECT, UPDATE ON SEQUENCE {sequence} TO {KEEPER}"
