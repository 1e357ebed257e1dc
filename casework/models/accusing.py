"""Whom a matter accuses does not handle it, nor does any unit below (XF-60): as the database says it."""


def accuses(matter: str, unit: str) -> str:
    """SQL: the matter complains of this unit, or of one above it."""
    return f"""EXISTS (
        WITH RECURSIVE line AS (
            SELECT id, parent_id FROM accounts_unit WHERE id = {unit}
            UNION SELECT u.id, u.parent_id FROM accounts_unit u JOIN line ON u.id = line.parent_id
        )
        SELECT FROM casework_accusation
        WHERE matter_id = {matter} AND unit_id IN (SELECT id FROM line)
    )"""


NOT_BY_THE_ACCUSED = f"""
    IF {accuses("NEW.id", "NEW.unit_id")} THEN
        RAISE EXCEPTION 'the accused does not handle it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accused_never_handles';
    END IF;
    RETURN NEW;
"""
