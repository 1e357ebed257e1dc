"""The same answers by hand-written SQL, past all policies: what the lists, a file and the tables ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.figures import Period

KIND = "m.kind = 'petition' AND NOT m.confidential"
SEEN = f"{KIND} AND m.area_id LIKE %(area)s"
SHOWN = """
SELECT m.number, m.title, m.status, m.due_at, p.channel, p.category, a.name, u.name, h.name
FROM casework_matter m
JOIN petitions_petition p ON p.matter_id = m.id JOIN areas_area a ON a.code = m.area_id
LEFT JOIN accounts_unit u ON u.id = m.unit_id LEFT JOIN accounts_user h ON h.id = m.holder_id
"""


def listed(which: str) -> tuple[str, str]:
    """The first page of the open ones, the most urgent first; and how many there are."""
    found = f"WHERE {which} AND m.closed_at IS NULL"
    page = f"{SHOWN} {found} ORDER BY m.due_at, m.id LIMIT 25"
    return page, f"SELECT count(*) FROM casework_matter m {found}"  # nosec B608 - words of our own


LIST = listed(SEEN)
LIST_OF_UNIT = listed(f"{KIND} AND m.unit_id = %(unit)s")
# A file: each table once, by the petition's key.
HANGING = (
    "casework_event", "casework_deadline", "casework_person", "casework_attachment",
    "casework_supervision", "petitions_petition", "petitions_petitioner", "petitions_routing",
    "petitions_refusal", "petitions_opinion", "petitions_delivery", "petitions_execution",
    "petitions_hearing", "petitions_rating", "petitions_unsolved", "petitions_paper",
)  # fmt: skip
BY_NUMBER = "SELECT t.* FROM {} t JOIN casework_matter m ON m.id = t.matter_id WHERE m.number = %(number)s"
FILE = ("SELECT * FROM casework_matter WHERE number = %(number)s", *map(BY_NUMBER.format, HANGING))

COUNTED = "m.status <> 'merged'"
WITHIN, DAYS = (
    "{0} >= %(from_{{n}})s AND {0} < %(over_{{n}})s",
    "{0} >= %(first_{{n}})s AND {0} < %(end_{{n}})s",
)
REGISTERED = f"{COUNTED} AND {WITHIN.format('m.registered_at')}"
ENDED = f"{WITHIN.format('p.ended_at')} AND m.status = "
SENT = f"{DAYS.format('r.sent_on')} AND r.sending = "
ISSUED, REVIEWED = DAYS.format("o.issued_on"), DAYS.format("v.issued_on")
CLEAR = "NOT p.anonymous AND NOT p.unreachable"
NOTICE = f"{WITHIN.format('n.due_at')} AND n.dropped_at IS NULL AND {CLEAR}"
HANDLE = f"{WITHIN.format('h.due_at')} AND h.dropped_at IS NULL"
IN_SCOPE = "NOT p.is_repeat AND p.category <> 'accuse' AND p.path NOT IN ('p1', 'p2', 'p3', 'p4')"
RATABLE = f"{DAYS.format('w.delivered_on')} AND {IN_SCOPE} AND {COUNTED}"
CONTENT = "IN ('good', 'fair')"
NUMBERS: dict[str, tuple[str, str]] = {
    "registered": ("count(*)", REGISTERED),
    "first": ("count(*)", f"{REGISTERED} AND NOT p.is_repeat"),
    "repeat": ("count(*)", f"{REGISTERED} AND p.is_repeat"),
    "joint": ("count(*)", f"{REGISTERED} AND p.joint"),
    "people": ("sum(p.headcount)", REGISTERED),
    "visits": ("count(*)", f"{REGISTERED} AND p.channel = 'visit'"),
    "crowds": ("count(*)", f"{REGISTERED} AND p.channel = 'visit' AND p.headcount >= 5"),
    "skipped": ("count(*)", f"{REGISTERED} AND p.skipped_level"),
    "forwarded": ("count(*)", f"{SENT} 'forward'"),
    "assigned": ("count(*)", f"{SENT} 'assign'"),
    "supervised": ("count(*)", WITHIN.format("s.at")),
    "accepted": ("count(*)", f"{COUNTED} AND {WITHIN.format('p.accepted_at')}"),
    "refused": ("count(*)", f"{ENDED} 'not_accepted'"),
    "guided": ("count(*)", f"{ENDED} 'guided'"),
    "transferred": ("count(*)", f"{ENDED} 'transferred'"),
    "answered": ("count(*)", ISSUED),
    "supported": ("count(*)", f"{ISSUED} AND o.result = 'support'"),
    "explained": ("count(*)", f"{ISSUED} AND o.result = 'explain'"),
    "rejected": ("count(*)", f"{ISSUED} AND o.result = 'reject'"),
    "extended": ("count(*)", DAYS.format("e.delivered_on")),
    "reviewed": ("count(*)", REVIEWED),
    "rechecked": ("count(*)", DAYS.format("c.issued_on")),
    "notice_due": ("count(*)", NOTICE),
    "notice_kept": ("count(*)", f"{NOTICE} AND n.met_at <= n.due_at"),
    "opinion_due": ("count(*)", HANDLE),
    "opinion_kept": ("count(*)", f"{HANDLE} AND h.met_at <= h.due_at"),
    "ratable": ("count(*)", RATABLE),
    "rated": ("count(*)", f"{RATABLE} AND (a.id IS NOT NULL OR b.id IS NOT NULL)"),
    "rated_organ": ("count(*)", f"{RATABLE} AND a.id IS NOT NULL"),
    "content_organ": ("count(*)", f"{RATABLE} AND a.level {CONTENT}"),
    "rated_office": ("count(*)", f"{RATABLE} AND b.id IS NOT NULL"),
    "content_office": ("count(*)", f"{RATABLE} AND b.level {CONTENT}"),
}
# Here nothing happens twice to a petition, so a join counts each once.
JOINED = f"""
FROM casework_matter m JOIN petitions_petition p ON p.matter_id = m.id
LEFT JOIN petitions_routing r ON r.matter_id = m.id
LEFT JOIN casework_supervision s ON s.matter_id = m.id
LEFT JOIN petitions_opinion o ON o.matter_id = m.id AND o.stage = 'handling'
LEFT JOIN petitions_opinion v ON v.matter_id = m.id AND v.stage = 'review'
LEFT JOIN petitions_opinion c ON c.matter_id = m.id AND c.stage = 'recheck'
LEFT JOIN casework_deadline n ON n.matter_id = m.id AND n.limit = 'xf.org_notify'
LEFT JOIN casework_deadline h ON h.matter_id = m.id AND h.limit = 'xf.handle'
LEFT JOIN petitions_delivery e ON e.matter_id = m.id AND e.document = 'extension'
LEFT JOIN petitions_delivery w ON w.matter_id = m.id AND w.document IN ('handling', 'refusal', 'guidance')
LEFT JOIN petitions_rating a ON a.matter_id = m.id AND a.rated = 'organ'
LEFT JOIN petitions_rating b ON b.matter_id = m.id AND b.rated = 'office'
WHERE {SEEN}
"""
TOWN = "left(m.area_id, 9)"
DIVISIONS = ("p.organ_id", "p.category", "p.subject", "p.channel", "p.is_repeat", TOWN)
COLUMNS = (
    "registered", "accepted", "answered", "opinion_due", "opinion_kept", "rated_organ", "content_organ",
)  # fmt: skip


def number(name: str, n: int) -> str:
    """One of the numbers, over the period of this place."""
    what, rows = NUMBERS[name]
    return f"{what} FILTER (WHERE {rows.format(n=n)})"


def tables(periods: int) -> tuple[str, ...]:
    """The statements of the tables: all sums in one pass, then divisions and what is hot."""
    sums = ", ".join(number(name, n) for n in range(periods) for name in NUMBERS)
    columns = ", ".join(number(name, 0) for name in COLUMNS)
    parts = (f"SELECT {by}, {columns} {JOINED} GROUP BY {by}" for by in DIVISIONS)  # nosec B608
    hot = f"""
        SELECT {TOWN}, p.subject, count(*)
        FROM casework_matter m JOIN petitions_petition p ON p.matter_id = m.id
        WHERE {SEEN} AND {REGISTERED.format(n=0)} AND p.subject <> ''
        GROUP BY 1, 2 HAVING count(*) >= 3 ORDER BY 3 DESC, 1, 2 LIMIT 10
    """  # nosec B608
    return (f"SELECT {sums} {JOINED}", *parts, hot)  # nosec B608


def values(area: str, periods: Sequence[Period]) -> Mapping[str, Any]:
    """What the statements are given."""
    given: dict[str, Any] = {"area": f"{area}%"}
    for n, period in enumerate(periods):
        begin, over = period.moments
        given |= {f"from_{n}": begin, f"over_{n}": over, f"first_{n}": period.start, f"end_{n}": period.end}
    return given
