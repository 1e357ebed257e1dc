"""The truth about the ledger, written by hand: its addresses, who sees the lines of an eastern village."""

from tests.matrix.seen import ACTORS, people

LEDGER_BOOKS = [
    *("activities", "resolutions", "charters", "creations"),
    *("organisations", "purchases", "contacts"),
]
# Of the village's own unit, so theirs; and of those who oversee the village.
LEDGER_SEEN = people("county.east town_hall.east village.east")
LEDGER_OWN = people("village.east")
# Somebody in a unit; a duty for a grid alone is none.
LEDGER_WRITERS = frozenset(ACTORS) - people("grid.east grid.west")
LEDGER_ADDRESSES = {
    "ledger": "activities/ activities/coverage/",
    "ledger scheme": "activities/coverage/new/",
    "ledger book": "activities/{LEDGER_BOOKS}/ activities/{LEDGER_BOOKS}/export/",
    "ledger new": "activities/{LEDGER_BOOKS}/new/",
    "ledger line": "activities/{LEDGER_BOOKS}/<pk>/",
    "ledger acts": """
        activities/{LEDGER_BOOKS}/<pk>/correct/ activities/{LEDGER_BOOKS}/<pk>/withdraw/
        activities/resolutions/<pk>/step/ activities/creations/<pk>/check/ activities/creations/<pk>/accept/
    """,
}
LEDGER_OWNERS = {"ledger": LEDGER_SEEN}
