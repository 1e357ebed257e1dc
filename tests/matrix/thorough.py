"""Who walks it all: of those who are alike one does in each run of the suite, all in `make test-leaks`."""

from tests.matrix.asking import LOGGERS
from tests.matrix.disputes_seen import DISPUTE_DESK, DISPUTE_MAY, DISPUTE_REVEALS, DISPUTE_SEEN
from tests.matrix.expected import ANONYMOUS
from tests.matrix.overseeing import BOARDS
from tests.matrix.parts import PARTS
from tests.matrix.petitions_seen import PETITION_DESK, PETITION_MAY, PETITION_REVEALS, PETITION_SEEN
from tests.matrix.pressing import NUDGERS
from tests.matrix.seen import ADMINISTRATORS, DESK, EVERYBODY, MAY, REVEALS, SEEN, people
from tests.matrix.stability_seen import STABILITY_DESK, STABILITY_MAY, STABILITY_SEEN

# Everybody of another sort in the east, where most matters are. The others are the like of one of these, or
# the same in the other place.
THOROUGH = people("county.east town_hall.east below.east competent_org.east discipline.east keeper.east")
THOROUGH |= people("mediator.east judicial.east xf_office.east xf_joint.east")
THOROUGH |= {ANONYMOUS, *ADMINISTRATORS, "stranger"}
# In the order of PARTS but for the last thing that an actor does, which is to sign out. Mail has no actor.
WHOLE = [part for part in PARTS if part not in {"sign out", "mail", "new addresses"}] + ["sign out"]
# What holds rows or numbers of anybody's own.
SHORT = [
    "lists",
    "disputes",
    "dispute",
    "petitions",
    "petition",
    "stabilities",
    "stability",
    "desk",
    "agenda",
    "page of one's own",
    "matter",
    "api matter",
    "file",
]
REST = [actor for actor in EVERYBODY if actor not in THOROUGH]


def class_of(actor: str) -> frozenset[object]:
    """In which lines of the tables an actor stands: whoever stands in the same ones is of the same class.

    One matter is held by somebody by name, which makes no class.
    """
    tables = {"seen": SEEN, "desk": DESK, "reveals": REVEALS, "boards": BOARDS, "nudgers": NUDGERS}
    tables |= {"dispute seen": DISPUTE_SEEN, "dispute desk": DISPUTE_DESK, "parties": DISPUTE_REVEALS}
    tables |= {
        "petition seen": PETITION_SEEN,
        "petition desk": PETITION_DESK,
        "petitioners": PETITION_REVEALS,
    }
    tables |= {"stability seen": STABILITY_SEEN, "stability desk": STABILITY_DESK}
    lines = {(table, row) for table, rows in tables.items() for row, who in rows.items() if actor in who}
    lines |= {
        (row, moves)
        for row, may in {**MAY, **DISPUTE_MAY, **PETITION_MAY, **STABILITY_MAY}.items()
        for moves, who in may.items()
        if actor in who
    }
    own = {("logs", "")} if actor in LOGGERS else set()
    administers = {("administers", actor)} if actor in ADMINISTRATORS else set()
    return frozenset({line for line in lines if "held" not in line} | own | administers)
