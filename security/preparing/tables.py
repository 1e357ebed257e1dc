"""What guards a table: its policy, and triggers for the columns that nobody may choose or change."""

from collections.abc import Iterator

from security.custody import EVERYTHING, Custody
from security.preparing.roles import literal, quoted


def guarded(table: str, custody: Custody) -> Iterator[str]:
    """The SQL of one table."""
    yield from policy(table, custody)
    yield from stamps(table, custody)
    yield from fixtures(table, custody)


def policy(table: str, custody: Custody) -> Iterator[str]:
    """Rows exist for whom the custody says, and for the portal's own work. Forced on the owner as well."""
    name = quoted(table)
    for policy in ("seen", "added", "changed", "removed"):
        yield f"DROP POLICY IF EXISTS {policy} ON {name}"
    if custody.scope.rows is None:
        yield f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY"
        return
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    seen = f"{EVERYTHING} OR ({custody.scope.rows})"
    if custody.scope.written is None:
        yield f"CREATE POLICY seen ON {name} USING ({seen})"
        return
    written = f"{EVERYTHING} OR ({custody.scope.written})"
    yield f"CREATE POLICY seen ON {name} FOR SELECT USING ({seen})"
    yield f"CREATE POLICY added ON {name} FOR INSERT WITH CHECK ({written})"
    yield f"CREATE POLICY changed ON {name} FOR UPDATE USING ({written})"
    yield f"CREATE POLICY removed ON {name} FOR DELETE USING ({written})"


def stamps(table: str, custody: Custody) -> Iterator[str]:
    """Times that the database writes itself when a row comes; `said` ones an import alone may choose."""
    name, function = quoted(table), f"portal.stamp_{table}"
    yield f"DROP TRIGGER IF EXISTS stamped ON {name}"
    if not (custody.stamped or custody.said):
        return
    lines = [f"NEW.{quoted(column)} := clock_timestamp();" for column in custody.stamped]
    if custody.said:
        lines.append("IF NOT portal.everything() THEN")
        lines += [said(quoted(column)) for column in custody.said]
        lines.append("END IF;")
    yield (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = pg_catalog, pg_temp AS $$ BEGIN {' '.join(lines)} RETURN NEW; END $$"
    )
    yield f"CREATE TRIGGER stamped BEFORE INSERT ON {name} FOR EACH ROW EXECUTE FUNCTION {function}()"


def said(column: str) -> str:
    """A moment that the code read from the database's clock a little earlier stands; any other does not."""
    return (
        f"IF abs(extract(epoch FROM NEW.{column} - clock_timestamp())) > 60 THEN "
        f"NEW.{column} := clock_timestamp(); END IF;"
    )


def fixtures(table: str, custody: Custody) -> Iterator[str]:
    """Columns that keep their first value for good, and those that only the portal's services write."""
    name = quoted(table)
    for trigger in ("fixed", "system_columns"):
        yield f"DROP TRIGGER IF EXISTS {trigger} ON {name}"
    fixed = (*custody.stamped, *custody.said, *custody.fixed)
    if fixed:
        yield refusing(name, "fixed", fixed, "")
    if custody.system:
        served = f"portal.everything() OR {custody.served}" if custody.served else "portal.everything()"
        yield refusing(name, "system_columns", custody.system, f" AND NOT ({served})")


def refusing(name: str, trigger: str, columns: tuple[str, ...], unless: str) -> str:
    """A trigger that refuses a change of these columns; its condition is asked without calling a function."""
    changed = " OR ".join(f"OLD.{quoted(c)} IS DISTINCT FROM NEW.{quoted(c)}" for c in columns)
    return (
        f"CREATE TRIGGER {trigger} BEFORE UPDATE ON {name} FOR EACH ROW WHEN (({changed}){unless}) "
        f"EXECUTE FUNCTION portal.refuse_change({literal(', '.join(columns))})"
    )
