"""The truth, written by hand: who there is, which matters there are, and who sees which.

East and west are two townships of one county; of the two county roles, the western ones sit in the county
next door, whose code is the next. An actor is "role.place"; "group.place" is all of a group there.
"""

from tests.turn import is_due

GROUPS = {
    "county": "leading_group office",
    "town_hall": "town center window",
    "below": "village grid",
    "station": "member_unit xf_office competent_org xf_joint discipline orgdept judicial mediator keeper",
    "handlers": "member_unit xf_office competent_org judicial mediator",
    "overseers": "leading_group office town center window village grid",
    "loggers": "town center window village grid",
}
PLACES = ("east", "west")
ROLES = [*GROUPS["county"].split(), *GROUPS["town_hall"].split(), *GROUPS["below"].split()]
ROLES += GROUPS["station"].split()
ACTORS = [f"{role}.{place}" for place in PLACES for role in ROLES]
# Those who keep the platform itself, of whom there is one each, and somebody without any duty.
ADMINISTRATORS = ["system_admin", "security_admin", "audit_admin"]
EVERYBODY = [*ACTORS, *ADMINISTRATORS, "stranger"]


def in_turn(actor: str, place: int, steps: list[str], share: int = 12) -> list[str]:
    """So small a share of the steps, for each actor, matter and run another: together they try each."""
    turn = 5 * (EVERYBODY.index(actor) + 1 if actor in EVERYBODY else 0) + 3 * place
    return [step for number, step in enumerate(steps) if is_due(number + turn, share)]


def people(text: str) -> frozenset[str]:
    """The actors that a line names."""
    found: set[str] = set()
    for word in text.split():
        group, _, place = word.partition(".")
        roles = GROUPS.get(group, group).split()
        found.update(f"{role}.{place}" if place else role for role in roles)
    return frozenset(found)


# Each matter: where it is, which unit has it, its status, and what is particular to it.
#
# The halls are under the county's office, that under its head; the stations are under the bureau, a second
# tree of units. A grid worker sits in the hall, and the village committee is under it.
MATTERS = {
    # name: (area, unit, status, particular)
    "own": ("east_grid", "", "reported", ""),
    "own_of_station": ("east_far_village", "east_station", "dispatched", ""),
    "own_of_hall": ("east_far_village", "east_hall", "dispatched", ""),
    "own_of_bureau": ("east_far_village", "bureau", "dispatched", ""),
    "closed": ("east_grid", "east_station", "closed", ""),
    "foreign": ("west_grid", "", "reported", ""),
    "foreign_of_station": ("west_grid", "west_station", "dispatched", ""),
    "next_county": ("next_town", "", "reported", ""),
    "held": ("west_grid", "west_station", "handling", "held by competent_org.east"),
    "granted": ("next_town", "", "reported", "granted"),
    "lapsed": ("next_town", "", "reported", "granted until yesterday"),
    "granted_confidential": ("next_town", "", "reported", "granted confidential"),
    "granted_accusing": ("next_town", "", "reported", "granted accuses east_hall east_station"),
    "confidential": ("east_grid", "east_station", "dispatched", "confidential"),
    "confidential_foreign": ("west_grid", "west_station", "dispatched", "confidential"),
    "accusing_hall": ("east_grid", "", "reported", "accuses east_hall"),
    "accusing_office": ("east_grid", "", "reported", "accuses office"),
    "accusing_head": ("east_grid", "east_station", "dispatched", "accuses head"),
    "accusing_station": ("east_grid", "east_station", "dispatched", "accuses east_station"),
    "accusing_bureau": ("east_grid", "east_station", "dispatched", "accuses bureau"),
    "accusing_sister": ("east_grid", "east_station", "dispatched", "accuses sister_station"),
    "accusing_other_hall": ("east_grid", "", "reported", "accuses west_hall"),
}

EAST = "county.east town_hall.east below.east"  # whoever oversees the eastern grid
WEST = "county.east town_hall.west below.west"

SEEN = {
    "own": people(EAST),
    "own_of_station": people("county.east town_hall.east station.east"),  # another village than the grid's
    "own_of_hall": people("county.east town_hall.east"),  # of a grid worker's unit, but not in the grid
    "own_of_bureau": people("county.east town_hall.east"),  # a superior's matters are not those below
    "closed": people(f"{EAST} station.east"),
    "foreign": people(WEST),
    "foreign_of_station": people(f"{WEST} station.west"),
    "next_county": people("county.west"),
    "held": people(f"{WEST} station.west competent_org.east"),
    "granted": people("county.west county.east town_hall.east below.east station.east"),
    "lapsed": people("county.west"),
    "granted_confidential": people("county.east town_hall.east below.east station.east"),
    # The hall's people, those of the village committee under it, and the station's are accused.
    "granted_accusing": people("county.west county.east"),
    "confidential": people("keeper.east"),
    "confidential_foreign": people("keeper.west"),
    "accusing_hall": people("county.east"),  # an accused unit's superiors see it
    "accusing_office": people("leading_group.east"),
    "accusing_head": people("station.east"),  # which is under the bureau, not under the leading group
    "accusing_station": people(EAST),
    "accusing_bureau": people(EAST),
    "accusing_sister": people(f"{EAST} station.east"),
    "accusing_other_hall": people(EAST),
}

# Whose to-do list a matter is on: who has the turn, in the unit that has it or the place where it is.
DESK = {
    "own": people("town.east"),
    "own_of_station": people("handlers.east"),
    "own_of_hall": people("town.east center.east"),
    "foreign": people("town.west"),
    "foreign_of_station": people("handlers.west"),
    "held": people("competent_org.east"),
    "accusing_head": people("handlers.east"),
    "accusing_sister": people("handlers.east"),
    "accusing_other_hall": people("town.east"),
}

# Which moves start from a status, and who may make them on which matter. All else is refused.
FROM = {
    "reported": "dispatch settle query decline merge supervise lift link",
    "dispatched": "accept hand_back refer recall transfer merge supervise lift link",
    "handling": "hand_back refer recall handle finish transfer postpone merge supervise lift link",
    "closed": "reopen link",
}
EAST_DISPATCH, WEST_DISPATCH = people("town.east center.east"), people("town.west center.west")
EAST_WATCH, WEST_WATCH = people("county.east town.east"), people("county.east town.west")
NEW_IN_THE_EAST = {
    "dispatch query decline merge link": EAST_DISPATCH,
    "settle": people("town.east village.east grid.east"),
    "supervise": EAST_WATCH,
}
# Sent to a unit that cannot see it, or has nobody who handles.
OF_A_UNIT_OUT_OF_SIGHT = {"recall transfer merge link": EAST_DISPATCH, "supervise": EAST_WATCH}
MAY = {
    "own": NEW_IN_THE_EAST,
    "accusing_other_hall": NEW_IN_THE_EAST,
    "accusing_hall": {"supervise": people("county.east")},
    "accusing_office": {"supervise": people("leading_group.east")},
    "lapsed": {"supervise": people("county.west")},
    "foreign": {
        "dispatch query decline merge link": WEST_DISPATCH,
        "settle": people("town.west village.west grid.west"),
        "supervise": WEST_WATCH,
    },
    "own_of_station": {
        "accept hand_back": people("handlers.east"),
        "transfer": people("handlers.east") | EAST_DISPATCH,
        "recall merge link": EAST_DISPATCH,
        "supervise": EAST_WATCH,
    },
    "own_of_hall": {
        "accept hand_back transfer recall merge link": EAST_DISPATCH,
        "supervise": EAST_WATCH,
    },
    "own_of_bureau": OF_A_UNIT_OUT_OF_SIGHT,
    "foreign_of_station": {
        "accept hand_back": people("handlers.west"),
        "transfer": people("handlers.west") | WEST_DISPATCH,
        "recall merge link": WEST_DISPATCH,
        "supervise": WEST_WATCH,
    },
    "accusing_head": {"accept hand_back transfer": people("handlers.east")},
    "accusing_sister": {
        "accept hand_back": people("handlers.east"),
        "transfer": people("handlers.east") | EAST_DISPATCH,
        "recall merge link": EAST_DISPATCH,
        "supervise": EAST_WATCH,
    },
    "accusing_station": OF_A_UNIT_OUT_OF_SIGHT,
    "accusing_bureau": OF_A_UNIT_OUT_OF_SIGHT,
    "held": {
        "hand_back handle finish postpone": people("handlers.west competent_org.east"),
        "transfer": people("handlers.west competent_org.east") | WEST_DISPATCH,
        "recall merge link": WEST_DISPATCH,
        "supervise": WEST_WATCH,
    },
    "closed": {"reopen": people("office.east town.east center.east"), "link": EAST_DISPATCH},
}

# Who may have somebody's full details shown, for a purpose: a move of the matter could be theirs to make.
REVEALS = {
    "own": people("office.east town_hall.east below.east"),
    "own_of_station": people("office.east town_hall.east handlers.east"),
    "own_of_hall": people("office.east town_hall.east"),
    "own_of_bureau": people("office.east town_hall.east"),
    "closed": people("office.east town_hall.east below.east handlers.east"),
    "foreign": people("office.east town_hall.west below.west"),
    "foreign_of_station": people("office.east town_hall.west below.west handlers.west"),
    "next_county": people("office.west"),
    "held": people("office.east town_hall.west below.west handlers.west competent_org.east"),
    "granted": people("office.west"),
    "lapsed": people("office.west"),
    "granted_accusing": people("office.west"),
    "accusing_hall": people("office.east"),
    "accusing_head": people("handlers.east"),
    "accusing_station": people("office.east town_hall.east below.east"),
    "accusing_bureau": people("office.east town_hall.east below.east"),
    "accusing_sister": people("office.east town_hall.east below.east handlers.east"),
    "accusing_other_hall": people("office.east town_hall.east below.east"),
}


def may(actor: str, move: str, matter: str) -> bool:
    """May this actor make this move on this matter, as it stands?"""
    return any(move in moves.split() and actor in who for moves, who in MAY.get(matter, {}).items())


ASIDE = {"supervise", "lift", "link"}  # moves that leave a matter where it is: who makes these looks on


def creator(matter: str) -> str:
    """Who logged this matter, and joined it once more."""
    return "grid.west" if MATTERS[matter][0] == "west_grid" else "grid.east"


def may_recategorise(actor: str, matter: str) -> bool:
    """May this actor put right what the matter is about: while it is open, as its logger or with a move?"""
    if actor not in SEEN[matter] or MATTERS[matter][2] == "closed":
        return False
    steps = (set(moves.split()) - ASIDE for moves, who in MAY.get(matter, {}).items() if actor in who)
    return actor == creator(matter) or any(steps)
