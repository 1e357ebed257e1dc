"""The truth about petitions, written by hand: which there are, who sees them, who may make which move."""

from tests.matrix.seen import in_turn, people

# name: (area, unit that has it, its status, what is particular to it).
PETITIONS = {
    "petition": ("east_grid", "east_station", "routed", "hidden"),
    "petition_foreign": ("west_grid", "", "registered", ""),
    "petition_confidential": ("east_grid", "", "registered", "confidential"),
    "petition_accusing": ("east_grid", "", "registered", "accuses the bureau"),
}
# Of petitions other roles oversee an area than of all else.
PETITION_SEEN = {
    "petition": people("county.east station.east"),
    "petition_foreign": people("county.east xf_office.west xf_joint.west"),
    "petition_confidential": people("xf_office.east"),  # in whose hands an accusation is
    "petition_accusing": people("county.east"),
}
# Who may have the petitioner's full details shown; of one who is hidden the petition office alone.
PETITION_REVEALS = {
    "petition": people("xf_office.east"),
    "petition_foreign": people("xf_office.west"),
    "petition_confidential": people("xf_office.east"),
}
# Who may ask for the copy with the petitioner's name: it is opened for whoever may know them, alone.
PETITION_MAY_NAME = {
    "petition": people("xf_office.east competent_org.east member_unit.east judicial.east"),
    "petition_foreign": people("xf_office.west"),
    "petition_confidential": people("xf_office.east"),
    "petition_accusing": frozenset(),
}
PETITION_DESK = {
    "petition": people("competent_org.east member_unit.east judicial.east"),
    "petition_foreign": people("xf_office.west"),
    "petition_confidential": people("xf_office.east"),
}
OFFICES = ["xf_office", "window", "center", "competent_org", "member_unit", "town", "judicial"]
PETITION_REGISTRARS = people(" ".join(f"{role}.{place}" for role in OFFICES for place in ("east", "west")))
WATCHERS = ["xf_joint", "leading_group", "office", "keeper"]
PETITION_CONCERNED = PETITION_REGISTRARS | people(
    " ".join(f"{role}.{place}" for role in WATCHERS for place in ("east", "west"))
)
# Who prints a slip with a code: the petition office of the place, of what it sees.
PETITION_SLIPS = {
    "petition": people("xf_office.east"),
    "petition_foreign": people("xf_office.west"),
    "petition_confidential": people("xf_office.east"),
}
PETITION_MOVES = (
    "classify route send_out transfer_discipline guide refuse confirm_refusal reject_refusal object sustain "
    "overrule to_joint decide_competence decline confirm_decline reject_decline recall withdraw merge split "
    "reopen accuse veil unveil correct urge supervise lift link accept assign change_path investigate hear "
    "heard mediate reply announce draft issue rework report_back hand_over follow_up recuse deliver "
    "apply_review review_draft review_issue review_rework review_deliver apply_recheck recheck_draft "
    "recheck_issue recheck_rework recheck_deliver recheck_hear recheck_heard lapse conclude executed "
    "mark_repeat mark_first report_up divide"
)
# Of these, what starts from a petition that waits to be classified, or to be accepted by its unit.
NEW = (
    "classify withdraw merge accuse veil unveil correct urge supervise lift link recuse "
    "mark_repeat mark_first report_up divide"
)
ROUTED = (
    "guide object accept decline assign change_path report_back hand_over recall withdraw accuse veil unveil "
    "correct urge supervise lift link recuse mark_repeat mark_first report_up"
)
STARTS = {"registered": NEW.split(), "routed": ROUTED.split()}

XF_EAST, XF_WEST = people("xf_office.east"), people("xf_office.west")
HANDLE = people("competent_org.east member_unit.east judicial.east")
# What may be made where nothing else is in the way: who hides nothing, is no head, and has no deadline.
PETITION_MAY = {
    "petition": {
        "accept decline assign": HANDLE,
        "change_path hand_over withdraw recuse": HANDLE | XF_EAST,
        "recall accuse unveil correct link mark_repeat": XF_EAST,
        "urge": HANDLE | XF_EAST,
        "supervise": people("county.east xf_office.east xf_joint.east"),
    },
    "petition_foreign": {
        "classify divide merge accuse veil correct link mark_repeat withdraw recuse urge": XF_WEST,
        "supervise": people("county.east xf_office.west xf_joint.west"),
    },
    "petition_confidential": {
        "classify divide merge accuse correct link mark_repeat withdraw recuse urge supervise": XF_EAST,
    },
    "petition_accusing": {"supervise": people("county.east")},
}


def tried_petition(actor: str, name: str) -> list[str]:
    """The moves that the actor tries on this petition: where it is in sight, all that start from where it
    stands and that they may make, and of those that they may not a sixth. Of the others, and of what is out
    of sight, some in turn.
    """
    begins = STARTS[PETITIONS[name][2]] if actor in PETITION_SEEN[name] else []
    place, others = [*PETITIONS].index(name), [step for step in PETITION_MOVES.split() if step not in begins]
    own = [step for step in begins if may_petition(actor, step, name)]
    not_theirs = [step for step in begins if step not in own]
    return [*own, *in_turn(actor, place, not_theirs, share=6), *in_turn(actor, place, others)]


def may_petition(actor: str, move: str, name: str) -> bool:
    """May this actor make this move on this petition?"""
    return any(move in moves.split() and actor in who for moves, who in PETITION_MAY.get(name, {}).items())
