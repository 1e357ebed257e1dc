"""The table of a task's moves once more, written by hand: the tests compare the code.

A line is: move | from | to ("=" where it stays) | who in the unit | who else around the place.
"""

STATES = [
    "planned",
    "assigned",
    "under_way",
    "submitted",
    "postponing",
    "postponed",
    "cancelling",
    "done",
    "cancelled",
]
ENDED = ["done", "cancelled"]
OPEN = " ".join(state for state in STATES if state not in ENDED)
UNIT = "member_unit competent_org judicial xf_office town center"
PROGRAMME = "office leading_group"
WRITTEN = f"""
assign | planned | assigned | | office
accept | assigned | under_way | {UNIT} |
hand_back | assigned | planned | {UNIT} |
recall | assigned under_way | planned | | office
report | under_way | under_way | {UNIT} |
submit | under_way | submitted | {UNIT} |
send_back | submitted | under_way | | office
confirm | submitted | done | | office
postpone | under_way | postponing | {UNIT} |
approve | postponing | postponed | | {PROGRAMME}
refuse | postponing | under_way | | {PROGRAMME}
resume | postponed | under_way | {UNIT} | office
ask_cancel | under_way | cancelling | {UNIT} | office
cancel | cancelling | cancelled | | {PROGRAMME}
keep | cancelling | under_way | | {PROGRAMME}
reopen | done cancelled | planned | | office
supervise | {OPEN} | = | | {PROGRAMME}
lift | {OPEN} | = | | {PROGRAMME}
"""


def read():
    """By move: from where, to where, who in the unit, who around the place."""
    lines = (map(str.strip, line.split("|")) for line in WRITTEN.strip().splitlines())
    return {
        name: ({*sources.split()}, to, {*inside.split()}, {*around.split()})
        for name, sources, to, inside, around in lines
    }


TABLE = read()


def leads(move, status):
    """Where the move leads from here; "" where it does not start here."""
    sources, to, *_ = TABLE[move]
    return (status if to == "=" else to) if status in sources else ""


def may(move, role, *, in_unit):
    """May somebody of this role, in the task's unit or around its place."""
    _, _, inside, around = TABLE[move]
    return role in inside if in_unit else role in around
