"""The table of a dispute's moves once more, written by hand (domain.md 2.5): the tests hold the code's to it.

A line is: move | from | to ("=" where it stays) | who in the committee | who else around the place.
"""

NAMES = """
registered declined accepted notified mediating adjourned agreed performing defaulted performed visited failed
refused handed_off filed
"""
STATES = NAMES.split()
SHORT = {
    "early": "accepted notified mediating adjourned",
    "table": "notified mediating adjourned",
    "owed": "performing defaulted",
    "effect": "performing defaulted performed visited",
    "open": " ".join(state for state in STATES if state not in {"filed", "declined"}),
    "marked": " ".join(state for state in STATES if state not in {"registered", "filed", "declined"}),
    "all": " ".join(STATES),
}
ASSIGN, WATCH = "judicial town center", "leading_group office town"
INTAKE = "mediator village window town center judicial"
WRITTEN = f"""
accept | registered | accepted | mediator |
decline | registered | declined | mediator | {ASSIGN}
assign | registered | registered | | {ASSIGN}
notify | accepted | notified | mediator |
meet | table | mediating | mediator |
inquire | early | = | mediator |
adjourn | mediating | adjourned | mediator |
plan | early | = | mediator |
call_off | early | = | mediator |
appraise | early | = | mediator |
appraised | marked | = | mediator |
replace | early | = | mediator | {ASSIGN}
declare | early | = | mediator |
bring_in | registered early | = | mediator |
correct | open | = | mediator |
leave | registered early | = | mediator |
escalate | early | registered | mediator |
agree | mediating | agreed | mediator |
take_effect | agreed | performing | mediator |
sign | agreed | = | mediator |
unsign | agreed | mediating | mediator |
turn_down | early | refused | mediator |
fail | early | failed | mediator |
hand_off | failed refused | handed_off | mediator |
entrusted | registered early | = | mediator |
report_back | all | = | mediator |
outcome | handed_off filed | = | mediator |
pay | owed | = | mediator |
follow_up | owed | = | mediator |
default | performing performed | defaulted | mediator |
urge | defaulted | performing | mediator |
perform | owed | performed | mediator |
to_court | owed | handed_off | mediator |
confirm | effect | = | mediator |
order | owed | = | mediator |
court_answer | effect | = | mediator |
ruling | effect | = | mediator |
renegotiate | effect | mediating | mediator |
visit | performed | visited | mediator |
file | visited handed_off | filed | mediator |
mark | marked | = | mediator |
alert | open | = | mediator | {ASSIGN}
reopen | filed declined | registered | | {ASSIGN}
supervise | open | = | | {WATCH}
lift | open | = | | {WATCH}
link | all | = | | {INTAKE}
"""


def states_of(words: str) -> set[str]:
    """The states that the words name, alone or by a short word for some."""
    return {state for word in words.split() for state in SHORT.get(word, word).split()}


def read() -> dict[str, tuple[set[str], str, set[str], set[str]]]:
    """By move: from where, to where, who in the committee, who around the place."""
    lines = (map(str.strip, line.split("|")) for line in WRITTEN.strip().splitlines())
    return {
        move: (states_of(sources), target, set(inside.split()), set(around.split()))
        for move, sources, target, inside, around in lines
    }


TABLE = read()


def leads(move: str, status: str) -> str:
    """Where the move leads from this state; "" where it does not begin there."""
    sources, target, _, _ = TABLE[move]
    return "" if status not in sources else status if target == "=" else target


def may(move: str, role: str, *, in_unit: bool) -> bool:
    """May somebody of this role make it, in the committee that has the dispute, or around the place alone?"""
    _, _, inside, around = TABLE[move]
    return role in around or (in_unit and role in inside)


__all__ = ["STATES", "TABLE", "leads", "may"]
