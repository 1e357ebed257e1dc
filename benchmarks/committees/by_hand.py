"""The same answers by hand-written SQL, past all policies: what the list, a file and the tables ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.figures import Period

SEEN = "m.kind = 'dispute' AND NOT m.confidential AND m.area_id LIKE %(area)s"
LIST = f"""
SELECT m.number, m.title, m.status, m.due_at, d.justice_type, d.risk, a.name, u.name, h.name
FROM casework_matter m
JOIN disputes_dispute d ON d.matter_id = m.id JOIN areas_area a ON a.code = m.area_id
LEFT JOIN accounts_unit u ON u.id = m.unit_id LEFT JOIN accounts_user h ON h.id = m.holder_id
WHERE {SEEN} AND m.closed_at IS NULL ORDER BY m.due_at, m.id LIMIT 25
"""  # nosec B608 - words of our own
COUNT = f"SELECT count(*) FROM casework_matter m WHERE {SEEN} AND m.closed_at IS NULL"  # nosec B608
# A file: each table once, by the dispute's key.
HANGING = (
    "casework_event", "casework_deadline", "casework_person", "casework_attachment", "disputes_dispute",
    "disputes_party", "disputes_session", "disputes_inquiry", "disputes_agreement", "disputes_item",
    "disputes_visit", "disputes_confirmation", "disputes_handoff", "disputes_appointment",
    "disputes_appraisal",
)  # fmt: skip
BY_NUMBER = "SELECT t.* FROM {} t JOIN casework_matter m ON m.id = t.matter_id WHERE m.number = %(number)s"
FILE = ("SELECT * FROM casework_matter WHERE number = %(number)s", *map(BY_NUMBER.format, HANGING))
ACCEPTED = "d.accepted_at >= %(from_{n})s AND d.accepted_at < %(over_{n})s"
IN_EFFECT = "g.effective_on >= %(first_{n})s AND g.effective_on < %(end_{n})s"
ENDED = "d.ended_at >= %(from_{n})s AND d.ended_at < %(over_{n})s"
NUMBERS: dict[str, tuple[str, str]] = {
    "accepted": ("count(*)", ACCEPTED),
    "closed": ("count(*)", f"({IN_EFFECT} OR {ENDED} AND g.effective_on IS NULL)"),
    "succeeded": ("count(*)", IN_EFFECT),
    "written": ("count(*)", f"{IN_EFFECT} AND g.form = 'written'"),
    "oral": ("count(*)", f"{IN_EFFECT} AND g.form = 'oral'"),
    "difficult": ("count(*)", f"{ACCEPTED} AND d.difficult"),
    "asked_court": ("count(*)", "c.applied_on >= %(first_{n})s AND c.applied_on < %(end_{n})s"),
    "confirmed": (
        "count(*)",
        "c.result = 'valid' AND c.ruled_on >= %(first_{n})s AND c.ruled_on < %(end_{n})s",
    ),
    "performed": ("count(*)", "d.performed_at >= %(from_{n})s AND d.performed_at < %(over_{n})s"),
    "money": ("sum(d.amount)", ACCEPTED),
    "heads": ("sum(d.heads)", ACCEPTED),
    "crime": ("count(*)", f"{IN_EFFECT} AND d.crime_prevented > 0"),
    "crime_heads": ("sum(d.crime_prevented)", f"{IN_EFFECT} AND d.crime_prevented > 0"),
    "petition": ("count(*)", f"{IN_EFFECT} AND d.petition_prevented > 0"),
    "petition_heads": ("sum(d.petition_prevented)", f"{IN_EFFECT} AND d.petition_prevented > 0"),
}
# Here nobody asks a court twice, so a join counts each dispute once.
JOINED = f"""
FROM casework_matter m JOIN disputes_dispute d ON d.matter_id = m.id
LEFT JOIN disputes_agreement g ON g.matter_id = m.id
LEFT JOIN disputes_confirmation c ON c.matter_id = m.id AND c.way = 'confirmation'
LEFT JOIN accounts_unit u ON u.id = m.unit_id LEFT JOIN disputes_body b ON b.unit_id = u.id
WHERE {SEEN}
"""
DIVISIONS = ("d.source", "d.justice_type", "b.sort")


def tables(periods: int) -> tuple[str, ...]:
    """The statements of the tables: all sums in one pass, then each division of the first period."""
    sums = ", ".join(
        f"{what} FILTER (WHERE {rows.format(n=n)})" for n in range(periods) for what, rows in NUMBERS.values()
    )
    parts = (
        f"SELECT {by}, count(*) FILTER (WHERE {ACCEPTED.format(n=0)}), "  # nosec B608
        f"count(*) FILTER (WHERE {IN_EFFECT.format(n=0)}) {JOINED} GROUP BY {by}"
        for by in DIVISIONS
    )
    return (f"SELECT {sums} {JOINED}", *parts)  # nosec B608


def values(area: str, periods: Sequence[Period]) -> Mapping[str, Any]:
    """What the statements are given."""
    given: dict[str, Any] = {"area": f"{area}%"}
    for n, period in enumerate(periods):
        begin, over = period.moments
        given |= {f"from_{n}": begin, f"over_{n}": over, f"first_{n}": period.start, f"end_{n}": period.end}
    return given
