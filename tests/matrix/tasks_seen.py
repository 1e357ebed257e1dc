"""The truth about tasks, written by hand: which there are, who sees them, who may make which move."""

from tests.matrix.seen import in_turn, people

# name: (area, the unit that leads and its status). A task lies in its county: those of a town oversee none.
TASKS = {
    "task": ("county", "east_station", "assigned"),
    "task_planned": ("county", "west_station", "planned"),
    "task_next": ("next_county", "next_office", "planned"),
}
TASK_SEEN = {
    "task": people("county.east station.east"),
    "task_planned": people("county.east"),  # nobody was given it yet
    "task_next": people("county.west"),
}
HANDLE = people("member_unit.east xf_office.east competent_org.east judicial.east")
TASK_DESK = {"task": HANDLE, "task_planned": people("office.east"), "task_next": people("office.west")}
REGISTRARS = people("office.east office.west")
TASK_MOVES = (
    "assign accept hand_back recall report submit send_back confirm postpone approve refuse resume "
    "ask_cancel cancel keep reopen supervise lift"
)
STARTS = {
    "assigned": ["accept", "hand_back", "recall", "supervise", "lift"],
    "planned": ["assign", "supervise", "lift"],
}
# What may be made where nothing else is in the way: none is supervised, so that nobody lifts anything.
TASK_MAY = {
    "task": {"accept hand_back": HANDLE, "recall": people("office.east"), "supervise": people("county.east")},
    "task_planned": {"assign": people("office.east"), "supervise": people("county.east")},
    "task_next": {"assign": people("office.west"), "supervise": people("county.west")},
}
TASK_ADDRESSES = {
    "task list": "pilot/tasks/",
    "task new": "pilot/tasks/new/ pilot/tasks/import/",
    "task": "pilot/tasks/<number>/ pilot/tasks/<number>/print/",
    "task move": " ".join(f"pilot/tasks/<number>/{move}/" for move in TASK_MOVES.split()),
    "api tasks": "api/v1/tasks/",
    "api task": "api/v1/tasks/<number>/",
    "api task move": " ".join(f"api/v1/tasks/<number>/{move}/" for move in TASK_MOVES.split()),
}


def may_task(actor: str, move: str, name: str) -> bool:
    """May this actor make this move on this task?"""
    return any(move in moves.split() and actor in who for moves, who in TASK_MAY[name].items())


def tried_task(actor: str, name: str) -> list[str]:
    """The moves that the actor tries: where the task is in sight, all that they may make, of those that they
    may not a third; of the others, and of what is out of sight, some in turn.
    """
    begins = STARTS[TASKS[name][2]] if actor in TASK_SEEN[name] else []
    place, others = [*TASKS].index(name), [step for step in TASK_MOVES.split() if step not in begins]
    own = [step for step in begins if may_task(actor, step, name)]
    not_theirs = [step for step in begins if step not in own]
    return [*own, *in_turn(actor, place, not_theirs, share=3), *in_turn(actor, place, others)]
