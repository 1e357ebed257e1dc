"""Some agreements the law wants in writing (MD-21): the database refuses them by word of mouth."""

import pgtrigger

from disputes.dictionaries import WRITTEN_ONLY

TYPES = ", ".join(f"'{code}'" for code in sorted(WRITTEN_ONLY))
REFUSAL = f"""
    IF EXISTS (
        SELECT FROM disputes_agreement said
        JOIN disputes_dispute own ON own.matter_id = said.matter_id
        WHERE said.matter_id = NEW.matter_id AND said.form = 'oral' AND own.justice_type IN ({TYPES})
    ) THEN
        RAISE EXCEPTION 'this type of dispute is agreed on in writing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'oral_agreement_is_lawful';
    END IF;
    RETURN NULL;
"""  # nosec B608 - codes of our own


def written_where_it_must(name: str, column: str) -> pgtrigger.Trigger:
    """After a write of this column, an agreement's form or a dispute's type: the two fit together (MD-21)."""
    written = pgtrigger.Insert | pgtrigger.UpdateOf(column)  # type: ignore[no-untyped-call]
    return pgtrigger.Trigger(name=name, operation=written, when=pgtrigger.After, func=REFUSAL)
