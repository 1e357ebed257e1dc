"""The truth about the pilot programme, written by hand: its addresses, who knows what, who writes what."""

from tests.matrix.admission_seen import ADMISSION_ADDRESSES, ADMISSION_OWNERS
from tests.matrix.ledger_seen import LEDGER_ADDRESSES, LEDGER_OWNERS
from tests.matrix.outcomes_seen import OUTCOMES_ADDRESSES, OUTCOMES_AUDITED, OUTCOMES_OWNERS
from tests.matrix.progress_seen import PROGRESS_ADDRESSES, PROGRESS_OWNERS
from tests.matrix.scores_seen import SCORE_ADDRESSES, SCORE_OWNERS
from tests.matrix.seen import ACTORS, people
from tests.matrix.tasks_seen import TASK_ADDRESSES, TASK_SEEN

PROGRAMME_ADDRESSES = {
    **TASK_ADDRESSES,
    **LEDGER_ADDRESSES,
    **PROGRESS_ADDRESSES,
    **OUTCOMES_ADDRESSES,
    **SCORE_ADDRESSES,
    **ADMISSION_ADDRESSES,
    "group": "pilot/group/",
    "group version": "pilot/group/<pk>/",
    "group draft": "pilot/group/draft/",
    "group acts": """
        pilot/group/<pk>/adopt/ pilot/group/<pk>/discard/ pilot/group/<pk>/<part>/
        pilot/group/<pk>/<part>/<line>/drop/
    """,
    "meetings": "pilot/meetings/",
    "meeting": "pilot/meetings/<pk>/",
    "meeting acts": """
        pilot/meetings/new/ pilot/meetings/<pk>/edit/ pilot/meetings/<pk>/decisions/
        pilot/meetings/<pk>/decisions/<decision>/drop/ pilot/meetings/<pk>/issue/ pilot/meetings/<pk>/give/
        pilot/meetings/<pk>/discard/
    """,
    "funds": "pilot/funds/ pilot/funds/export/ pilot/funds/<pk>/",
    "fund acts": """
        pilot/funds/new/ pilot/funds/<pk>/plan/ pilot/funds/plans/<pk>/ pilot/funds/plans/<pk>/spend/
        pilot/funds/spendings/<pk>/back/
    """,
    "letters": """
        pilot/tasks/<number>/letters/ pilot/tasks/<number>/letters/draft/<format>/
        pilot/tasks/<number>/letters/<pk>/<format>/
    """,
    "surveys": """
        pilot/surveys/ pilot/surveys/<pk>/ pilot/surveys/<pk>/export/
    """,
    "survey acts": """
        pilot/surveys/new/ pilot/surveys/<pk>/results/ pilot/surveys/<pk>/publish/ pilot/surveys/<pk>/discard/
    """,
    "letter signing": "pilot/tasks/<number>/letters/sign/",
}
# Of the two who sit in a county, the western ones sit in the county next door.
IN_A_COUNTY = frozenset(ACTORS)
IN_THE_EAST = IN_A_COUNTY - people("county.west")
WRITERS, DECIDERS = people("office.east"), people("leading_group.east")
# Both member units' people sit in the eastern county.
CONCERNED = people("county.east county.west member_unit.east member_unit.west")
READERS = CONCERNED - people("county.west")
# Whom the surveys concern: the towns as well.
ASKED_FOR = "county.{0} member_unit.{0} town.{0} center.{0}"
SURVEYED = people(f"{ASKED_FOR.format('east')} {ASKED_FOR.format('west')}")
SURVEY_READERS = SURVEYED - people("county.west")
PROGRAMME_OWNERS = {
    "survey": SURVEY_READERS,
    "draft of a survey": WRITERS | DECIDERS,
    "in the east": IN_THE_EAST,
    "draft of the list": WRITERS | DECIDERS,
    "minutes": READERS,
    "draft of the minutes": WRITERS | DECIDERS,
    "money": READERS,
    **TASK_SEEN,
    **LEDGER_OWNERS,
    **PROGRESS_OWNERS,
    **OUTCOMES_OWNERS,
    **SCORE_OWNERS,
    **ADMISSION_OWNERS,
}
PROGRAMME_AUDITED = frozenset(
    {
        "pilot.GroupVersion.document",
        "pilot.Meeting.document",
        "pilot.Fund.document",
        "pilot.Plan.document",
        "pilot.Spending.document",
        "pilot.Letter.number",
        *OUTCOMES_AUDITED,
        "assessment.Scheme.document",
        "assessment.Run.document",
    }
)
