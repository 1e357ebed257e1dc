"""The truth about disputes, written by hand: which there are, who sees them, who may make which move."""

from tests.matrix.seen import EAST, WEST, in_turn, people

# name: (area, unit that has it, what is particular to it); each waits to be taken.
DISPUTES = {
    "dispute": ("east_grid", "east_station", ""),
    "dispute_foreign": ("west_grid", "west_station", ""),
    "dispute_confidential": ("east_grid", "east_station", "confidential"),
    "dispute_accusing": ("east_grid", "east_station", "accuses its station"),
}
DISPUTE_SEEN = {
    "dispute": people(f"{EAST} station.east"),
    "dispute_foreign": people(f"{WEST} station.west"),
    "dispute_confidential": people("keeper.east"),
    "dispute_accusing": people(EAST),
}
# Who may write one down, in their own area.
REGISTRARS = people("mediator.east village.east window.east town.east center.east judicial.east")
REGISTRARS |= people("mediator.west village.west window.west town.west center.west judicial.west")

# Whose tables there are: whoever works with disputes, or looks after those who do.
CONCERNED = REGISTRARS | people("county.east county.west keeper.east keeper.west")

DISPUTE_MOVES = (
    "accept decline assign notify meet inquire adjourn replace escalate agree take_effect sign unsign "
    "turn_down fail hand_off pay follow_up default urge perform to_court visit file mark alert reopen "
    "supervise lift link "
    "confirm order court_answer ruling renegotiate declare bring_in correct leave "
    "entrusted report_back outcome plan call_off appraise appraised"
)
# Of these, what starts from a dispute that waits to be taken.
STARTS = "accept decline assign alert supervise lift link bring_in correct leave entrusted report_back"


def tried(actor: str, name: str) -> list[str]:
    """The moves that the actor tries on this dispute: where it is in sight, all that start from where it
    stands and that they may make, and of those that they may not a sixth. Of what is refused to everybody,
    and of what is out of sight, some in turn: they are answered alike.
    """
    steps, begins = DISPUTE_MOVES.split(), STARTS.split() if actor in DISPUTE_SEEN[name] else []
    place, others = [*DISPUTES].index(name), [step for step in steps if step not in begins]
    own = [step for step in begins if may_dispute(actor, step, name)]
    not_theirs = [step for step in begins if step not in own]
    return [*own, *in_turn(actor, place, not_theirs, share=6), *in_turn(actor, place, others)]


EAST_ASSIGNS, WEST_ASSIGNS = people("town.east center.east"), people("town.west center.west")
DISPUTE_MAY = {
    "dispute": {
        "decline alert": people("mediator.east judicial.east") | EAST_ASSIGNS,
        "bring_in correct leave": people("mediator.east"),
        "assign": people("judicial.east") | EAST_ASSIGNS,
        "supervise": people("county.east town.east"),
        "link": people("mediator.east judicial.east village.east window.east") | EAST_ASSIGNS,
    },
    "dispute_foreign": {
        "decline alert": people("mediator.west judicial.west") | WEST_ASSIGNS,
        "bring_in correct leave": people("mediator.west"),
        "assign": people("judicial.west") | WEST_ASSIGNS,
        "supervise": people("county.east town.west"),
        "link": people("mediator.west judicial.west village.west window.west") | WEST_ASSIGNS,
    },
    "dispute_accusing": {
        "decline alert assign": EAST_ASSIGNS,
        "supervise": people("county.east town.east"),
        "link": people("village.east window.east") | EAST_ASSIGNS,
    },
}
# Who may have a party's full details shown: a move of the dispute could be theirs to make.
DISPUTE_REVEALS = {
    "dispute": people("mediator.east judicial.east") | EAST_ASSIGNS,
    "dispute_foreign": people("mediator.west judicial.west") | WEST_ASSIGNS,
    "dispute_accusing": EAST_ASSIGNS,
}
# On whose to-do list it is.
DISPUTE_DESK = {
    "dispute": people("mediator.east"),
    "dispute_foreign": people("mediator.west"),
}


def may_dispute(actor: str, move: str, name: str) -> bool:
    """May this actor make this move on this dispute? Nobody takes one that has but one party."""
    return any(move in moves.split() and actor in who for moves, who in DISPUTE_MAY.get(name, {}).items())
