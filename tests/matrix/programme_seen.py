"""The truth about the pilot programme, written by hand: its addresses, who knows what, who writes what."""

from tests.matrix.progress_seen import PROGRESS_ADDRESSES, PROGRESS_OWNERS
from tests.matrix.seen import ACTORS, people
from tests.matrix.tasks_seen import TASK_ADDRESSES, TASK_SEEN

PROGRAMME_ADDRESSES = {
    **TASK_ADDRESSES,
    **PROGRESS_ADDRESSES,
    "group": "pilot/group/",
    "group version": "pilot/group/<pk>/",
    "group draft": "pilot/group/draft/",
    "group acts": """
        pilot/group/<pk>/adopt/ pilot/group/<pk>/discard/ pilot/group/<pk>/<part>/
        pilot/group/<pk>/<part>/<line>/drop/
    """,
}
# Of the two who sit in a county, the western ones sit in the county next door.
IN_A_COUNTY = frozenset(ACTORS)
IN_THE_EAST = IN_A_COUNTY - people("county.west")
WRITERS, DECIDERS = people("office.east"), people("leading_group.east")
PROGRAMME_OWNERS = {
    "in the east": IN_THE_EAST,
    "draft of the list": WRITERS | DECIDERS,
    **TASK_SEEN,
    **PROGRESS_OWNERS,
}
PROGRAMME_AUDITED = frozenset({"pilot.GroupVersion.document"})
