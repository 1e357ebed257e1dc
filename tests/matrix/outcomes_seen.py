"""The truth about the use of results, written by hand: its addresses, who knows what, who writes what."""

from tests.matrix.seen import people

OUTCOMES_ADDRESSES = {
    "outcomes": """
        outcomes/ outcomes/measures/ outcomes/schemes/ outcomes/honours/ outcomes/papers/
    """,
    "outcomes new": "outcomes/measures/new/ outcomes/schemes/new/ outcomes/honours/new/",
    "measure": """
        outcomes/measures/<pk>/ outcomes/measures/<pk>/draft/<format>/ outcomes/papers/<pk>/<format>/
    """,
    "measure acts": "outcomes/measures/<pk>/<deed>/",
    "support scheme": "outcomes/schemes/<pk>/",
    "support scheme acts": """
        outcomes/schemes/<pk>/<deed>/ outcomes/schemes/<pk>/discard/ outcomes/schemes/<pk>/<part>/<line>/drop/
    """,
    "award": "outcomes/awards/<pk>/ outcomes/awards/<pk>/export/",
    "award acts": """
        outcomes/awards/<pk>/<deed>/ outcomes/allocations/<pk>/voucher/ outcomes/allocations/<pk>/object/
        outcomes/objections/<pk>/answer/
    """,
    "honours": "outcomes/honours/<pk>/ outcomes/honours/<pk>/nominate/ outcomes/honours/<pk>/<deed>/",
    "nomination": "outcomes/nominations/<pk>/strike/ outcomes/nominations/<pk>/object/",
    "summaries": """
        outcomes/summaries/ outcomes/summaries/<unit>/<year>/ outcomes/summaries/<unit>/<year>/sign/
        outcomes/summaries/<unit>/<year>/draft/<format>/
    """,
}
KEEPERS, WRITERS, DECIDERS = people("county.east"), people("office.east"), people("leading_group.east")
ROLES = ["office", "leading_group", "member_unit", "xf_office", "competent_org", "judicial", "town", "center"]
CONCERNED = people(" ".join(f"{role}.{place}" for role in ROLES for place in ("east", "west")))
# Both townships are of the eastern county; the western office and group sit in the next.
HERE = CONCERNED - people("county.west")
STATION = people("station.east")
TOLD = KEEPERS | STATION  # of what was issued to the station
NAMED = KEEPERS | (STATION & CONCERNED)
OUTCOMES_OWNERS = {
    "measure": TOLD,
    "measure proposed": KEEPERS,
    "support": HERE,
    "draft of a scheme": KEEPERS,
    "objection": KEEPERS,
    "roll": HERE,
    "nomination": NAMED,
}
OUTCOMES_AUDITED = frozenset(
    {"outcomes.Scheme.document", "outcomes.Voucher.document", "outcomes.OrganDecision.document"}
    | {"outcomes.Paper.number"}
)
# What waits: for the unit what it has to mend, which is late and so the office's too; a proposal, which takes
# the group; what was worked out and what was said against it, for whoever did neither.
OUTCOMES_DESK = {
    "measure": STATION | WRITERS,
    "measure proposed": DECIDERS,
    "award that was worked out": KEEPERS,
    "objection": KEEPERS,
}
