"""The table of a petition's moves once more, written by hand (domain.md 1.7): the tests compare the code.

A line is: move | from | to ("=" where it stays) | who in the unit | who else around the place.
"""

NAMES = """
registered classified refusing routed objected disputed declining accepted investigating hearing drafted
answered delivered reviewing review_drafted review_answered review_delivered rechecking recheck_hearing
recheck_drafted recheck_answered recheck_delivered final lapsed not_accepted guided transferred replied
mediated withdrawn merged
"""
STATES = NAMES.split()
ENDED = [
    "final",
    "lapsed",
    "not_accepted",
    "guided",
    "transferred",
    "replied",
    "mediated",
    "withdrawn",
    "merged",
]
OPEN = [state for state in STATES if state not in ENDED]
SHORT = {
    "working": "accepted investigating",
    "unanswered": "accepted investigating hearing drafted",
    "replies": "answered delivered review_answered review_delivered recheck_answered recheck_delivered",
    "reviews": "reviewing review_drafted rechecking recheck_hearing recheck_drafted",
    "open": " ".join(OPEN),
    "all": " ".join(STATES),
}
SHORT["unit"] = " ".join(["routed declining", SHORT["unanswered"], SHORT["replies"], SHORT["reviews"]])
SHORT["noticed"] = " ".join(
    [
        *(state for state in OPEN if state not in {"registered", "classified"}),
        "not_accepted guided replied mediated",
    ]
)
HANDLE, XF = "competent_org member_unit town judicial", "xf_office"
JOINT, WATCH = "xf_joint xf_office", "xf_office xf_joint leading_group office"
INTAKE = f"{XF} {HANDLE} window center"
WRITTEN = f"""
classify | registered classified | classified | | {XF}
route | classified | routed | | {XF}
send_out | classified | transferred | | {XF}
transfer_discipline | classified | transferred | | {XF}
guide | classified routed working | guided | {HANDLE} | {XF}
refuse | classified | refusing | | {XF}
confirm_refusal | refusing | not_accepted | | {XF}
reject_refusal | refusing | classified | | {XF}
object | routed | objected | {HANDLE} |
sustain | objected | classified | | {XF}
overrule | objected | routed | | {XF}
to_joint | classified objected | disputed | | {XF}
decide_competence | disputed | routed | | {JOINT}
accept | routed | accepted | {HANDLE} |
decline | routed | declining | {HANDLE} |
confirm_decline | declining | not_accepted | {HANDLE} |
reject_decline | declining | routed | {HANDLE} |
assign | unit | = | {HANDLE} |
change_path | routed working | = | {HANDLE} | {XF}
investigate | working | investigating | {HANDLE} |
hear | working | hearing | {HANDLE} |
heard | hearing | investigating | {HANDLE} |
mediate | working | mediated | {HANDLE} |
reply | working | replied | {HANDLE} |
announce | unanswered | = | {HANDLE} |
draft | working | drafted | {HANDLE} |
issue | drafted | answered | {HANDLE} |
rework | drafted | investigating | {HANDLE} |
deliver | answered | delivered | {HANDLE} | {XF}
apply_review | delivered | reviewing | | {XF}
review_draft | reviewing | review_drafted | {HANDLE} |
review_issue | review_drafted | review_answered | {HANDLE} |
review_rework | review_drafted | reviewing | {HANDLE} |
review_deliver | review_answered | review_delivered | {HANDLE} | {XF}
apply_recheck | review_delivered | rechecking | | {XF}
recheck_draft | rechecking | recheck_drafted | {HANDLE} |
recheck_issue | recheck_drafted | recheck_answered | {HANDLE} |
recheck_rework | recheck_drafted | rechecking | {HANDLE} |
recheck_deliver | recheck_answered | recheck_delivered | {HANDLE} | {XF}
recheck_hear | rechecking | recheck_hearing | {HANDLE} |
recheck_heard | recheck_hearing | rechecking | {HANDLE} |
lapse | delivered review_delivered | lapsed | | {XF}
conclude | recheck_delivered | final | {HANDLE} | {XF}
executed | replies | = | {HANDLE} | {XF}
report_back | unit | = | {HANDLE} |
hand_over | noticed | = | {HANDLE} | {XF}
follow_up | final lapsed mediated replied guided not_accepted | = | {HANDLE} | {XF}
recuse | open | = | {HANDLE} | {XF}
recall | routed working | classified | | {XF}
withdraw | open | withdrawn | {HANDLE} | {XF}
merge | registered classified | merged | | {XF}
split | merged | registered | | {XF}
divide | registered classified | = | | {XF}
reopen | not_accepted guided transferred withdrawn replied | registered | | {XF}
accuse | open | = | | {XF}
veil | open | = | | {XF}
unveil | open | = | | {XF}
correct | open | = | | {XF}
urge | open | = | | {INTAKE}
supervise | open | = | | {WATCH}
lift | open | = | | {WATCH}
mark_repeat | open | = | | {XF}
mark_first | open | = | | {XF}
report_up | all | = | | {XF}
link | all | = | | {XF}
"""


def states_of(words: str) -> set[str]:
    """The states that the words name, alone or by a short word for some."""
    return {state for word in words.split() for state in SHORT.get(word, word).split()}


def read() -> dict[str, tuple[set[str], str, set[str], set[str]]]:
    """By move: from where, to where, who in the unit, who around the place."""
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
    """May somebody of this role make it, in the unit that has the petition, or around the place alone?"""
    _, _, inside, around = TABLE[move]
    return role in around or (in_unit and role in inside)


__all__ = ["ENDED", "STATES", "TABLE", "leads", "may"]
