"""SQL that triggers share. They raise as constraints of their own names, which pages turn into sentences.

Whoever writes below a scheme or a run holds it, shared; whoever adopts or decides holds it alone. So a writer
in flight is waited for, and what is looked at afterwards is what it wrote.
"""

SCHEME_SPACE, RUN_SPACE = 7301, 7302


def refused(name: str) -> str:
    """Raise as this constraint."""
    return (
        f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', "
        f"CONSTRAINT = '{name}', TABLE = TG_TABLE_NAME;"
    )


def each_row(body: str) -> str:
    """Run the body for the new row and for the old one; `it` is the row."""
    return f"""
IF TG_OP <> 'DELETE' THEN
    it := NEW;
    {body}
END IF;
IF TG_OP <> 'INSERT' THEN
    it := OLD;
    {body}
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def scheme_stays(scheme: str) -> str:
    """Nothing is added to an adopted scheme, changed or taken out. `scheme` is its key, from the row `it`."""
    return each_row(f"""
    PERFORM pg_advisory_xact_lock_shared({SCHEME_SPACE}, ({scheme})::int);
    IF EXISTS (SELECT FROM assessment_scheme s WHERE s.id = ({scheme}) AND s.adopted_at IS NOT NULL) THEN
        {refused("adopted_scheme_stays")}
    END IF;
    """)


def run_stays(run: str, *states: str) -> str:
    """Rows of a run are written while it is in one of these states. `run` is its key, from the row `it`."""
    known = ", ".join(f"'{state}'" for state in states)
    return each_row(f"""
    PERFORM pg_advisory_xact_lock_shared({RUN_SPACE}, ({run})::int);
    IF NOT EXISTS (SELECT FROM assessment_run r WHERE r.id = ({run}) AND r.state IN ({known})) THEN
        {refused("run_is_as_it_was_decided")}
    END IF;
    """)
