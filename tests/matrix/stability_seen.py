"""The truth about risk assessments, written by hand: which there are, who sees them, who may do what."""

from tests.matrix.seen import in_turn, people

# name: (area, unit that undertakes it, its status, what is particular to it).
STABILITIES = {
    "stability": ("east_town", "east_station", "listed", ""),
    "stability_foreign": ("west_town", "west_station", "listed", ""),
    "stability_county": ("county", "", "filed", ""),
    "stability_confidential": ("east_town", "east_station", "listed", "confidential"),
}
STABILITY_SEEN = {
    "stability": people("county.east town_hall.east station.east"),  # of a township, not of a village in it
    "stability_foreign": people("county.east town_hall.west station.west"),
    "stability_county": people("county.east"),
    "stability_confidential": people("keeper.east"),
}
STABILITY_DESK = {
    "stability": people("member_unit.east competent_org.east"),
    "stability_foreign": people("member_unit.west competent_org.west"),
    "stability_county": people("leading_group.east"),
}
STABILITY_REGISTRARS = people("office.east office.west")
ROLES = ["office", "leading_group", "member_unit", "competent_org", "town", "keeper"]
STABILITY_CONCERNED = people(" ".join(f"{role}.{place}" for role in ROLES for place in ("east", "west")))
STABILITY_MOVES = (
    "plan exempt drop consult hear ask_expert examine identify prevent analyse set_level report "
    "send_legality legality fulfil reevaluate adjust review file decide track check_up reopen post_assess "
    "account close supervise lift link"
)
STARTS = {
    "listed": ["plan", "exempt", "drop", "supervise", "lift", "link"],
    "filed": ["fulfil", "reevaluate", "adjust", "decide", "account", "supervise", "lift", "link"],
}
UNIT_EAST, UNIT_WEST = (
    people("member_unit.east competent_org.east"),
    people("member_unit.west competent_org.west"),
)
OFFICE = people("office.east")
STABILITY_MAY = {
    "stability": {
        "plan": UNIT_EAST,
        "exempt": UNIT_EAST | OFFICE,
        "drop": OFFICE,
        "supervise": people("county.east"),
        "link": UNIT_EAST | people("county.east town.east"),
    },
    "stability_foreign": {
        "plan": UNIT_WEST,
        "exempt": UNIT_WEST | OFFICE,
        "drop": OFFICE,
        "supervise": people("county.east"),
        "link": UNIT_WEST | people("county.east town.west"),
    },
    "stability_county": {
        "decide supervise link": people("county.east"),
        "adjust account": OFFICE,
    },
}

# Each address with its class (tests/matrix/expected.py).
STABILITY_ADDRESSES = {
    "stability new": "stability/new/",
    "stability": "stability/<number>/ stability/<number>/print/ stability/<number>/signals/",
    "stability papers": """
        stability/<number>/papers/ stability/<number>/papers/draft/<format>/
        stability/<number>/papers/signed/<pk>/<format>/
    """,
    "stability signing": "stability/<number>/papers/sign/",
    "stability catalogue": "stability/catalogue/<year>/ stability/catalogue/<year>/export/",
    "stability move": "stability/<number>/{STABILITY_MOVES}/",
    "api stabilities": "api/v1/stability/",
    "api stability": "api/v1/stability/<number>/",
    "api stability move": "api/v1/stability/<number>/{STABILITY_MOVES}/",
}
# Columns that the record of writes keeps as they are, for the auditor.
STABILITY_AUDITED = (
    "stability.Standard.basis",
    "stability.Standard.reason",
    "stability.Accountability.document",
    "stability.Stability.consent",
    "stability.Stability.document",
    "stability.Stability.filed_as",
    "stability.SignedReport.number",
)


def tried_stability(actor: str, name: str) -> list[str]:
    """The moves that the actor tries on this assessment: where it is in sight, all that start from where it
    stands and that they may make, and of those that they may not a third. Of the others some in turn.
    """
    begins = STARTS[STABILITIES[name][2]] if actor in STABILITY_SEEN[name] else []
    place, others = [*STABILITIES].index(name), [one for one in STABILITY_MOVES.split() if one not in begins]
    own = [step for step in begins if may_stability(actor, step, name)]
    not_theirs = [step for step in begins if step not in own]
    return [*own, *in_turn(actor, place, not_theirs, share=3), *in_turn(actor, place, others)]


def may_stability(actor: str, move: str, name: str) -> bool:
    """May this actor make this move on this assessment?"""
    return any(move in moves.split() and actor in who for moves, who in STABILITY_MAY.get(name, {}).items())
