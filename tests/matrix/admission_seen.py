"""The truth about forms, written by hand: an eastern station's that was admitted in the east's county and is
over, what a western one answered to it, and that one's own draft.
"""

from tests.matrix.seen import ACTORS, people

ADMISSION_ADDRESSES = {
    "forms": "admission/",
    "form new": "admission/new/",
    "form": "admission/<pk>/ admission/<pk>/export/ admission/columns/<pk>/",
    "form acts": """
        admission/<pk>/edit/ admission/<pk>/settle/ admission/<pk>/fill/<unit>/ admission/<pk>/<deed>/
    """,
}
HANDLERS = "member_unit.{0} xf_office.{0} competent_org.{0} judicial.{0} town.{0} center.{0}"
ASKERS = people(f"{HANDLERS.format('east')} {HANDLERS.format('west')} office.east office.west")
WITH_THE_DRAFT = people("station.west")
WRITES_THE_DRAFT = people("member_unit.west xf_office.west competent_org.west judicial.west")
IN_EAST = frozenset(ACTORS) - people("county.west")
ADMISSION_OWNERS = {
    "form that is admitted": IN_EAST,
    "answer to a form": people("county.east station.east station.west"),
    "draft of a form": WITH_THE_DRAFT,
}
