"""What the database itself holds of requests for data: raised as constraints of their own names."""

from admission.workflow import MOVES

WAYS = sorted(f"'{source}>{move.target}'" for move in MOVES.values() for source in move.sources)


def raised(name: str) -> str:
    return (
        f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', "
        f"CONSTRAINT = '{name}', TABLE = TG_TABLE_NAME;"
    )


# The ways are those of the table; nothing is handed in with a column not looked up; the office decides.
DECIDED = f"""
IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state) = ANY(ARRAY[{", ".join(WAYS)}]) THEN
    {raised("request_goes_its_way")}
END IF;
IF NEW.state <> OLD.state AND NEW.state IN ('submitted', 'taken') AND (
    EXISTS (SELECT FROM admission_column c WHERE c.request_id = NEW.id AND c.answer = 'open')
    OR (NEW.state = 'submitted')
        <> EXISTS (SELECT FROM admission_column c WHERE c.request_id = NEW.id AND c.answer = 'asked')
) THEN
    {raised("stored_is_looked_up_first")}
END IF;
IF NOT portal.everything() AND (
    NEW.state <> OLD.state AND NEW.state IN ('approved', 'refused')
    OR (NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_at)
        AND NEW.decided_by_id IS NOT NULL
) AND NOT (portal.holds('office') AND NEW.decided_by_id = portal.actor()) THEN
    {raised("office_alone_admits")}
END IF;
RETURN NEW;
"""
IN_DRAFT = """
SELECT FROM admission_request q WHERE q.id = coalesce(NEW.request_id, OLD.request_id) AND q.state = 'draft'
AND (portal.everything() OR q.unit_id = ANY(portal.units()))
"""
CHOSEN_IN_DRAFT = f"""
IF NOT EXISTS ({IN_DRAFT}) THEN
    {raised("units_are_chosen_in_draft")}
END IF;
RETURN coalesce(NEW, OLD);
"""
WANTED_IN_DRAFT = f"""
IF NOT EXISTS ({IN_DRAFT}) THEN
    {raised("columns_are_settled_in_draft")}
END IF;
RETURN coalesce(NEW, OLD);
"""
# Only what was admitted is asked, only of whom it names, only until its end date, and a unit alone answers.
ANSWERED = f"""
IF NOT portal.everything() AND NOT EXISTS (
    SELECT FROM admission_column c JOIN admission_request q ON q.id = c.request_id
    JOIN admission_asked a ON a.request_id = q.id AND a.unit_id = NEW.unit_id
    WHERE c.id = NEW.column_id AND c.answer = 'asked' AND q.state = 'approved'
    AND portal.today() BETWEEN q.since AND q.until AND NEW.unit_id = ANY(portal.units())
) THEN
    {raised("only_what_is_admitted_is_asked")}
END IF;
RETURN NEW;
"""
