"""The truth about quarterly returns, written by hand: an eastern station's that is locked, and the draft of a
western one, both of the east's county.
"""

from tests.matrix.seen import ACTORS, people

PROGRESS_ADDRESSES = {
    "returns": "progress/ progress/items/",
    "return items": "progress/items/new/ progress/items/<pk>/retire/",
    "return quarter": "progress/<quarter>/ progress/<quarter>/export/",
    "return office": "progress/<quarter>/open/ progress/<quarter>/close/",
    "return": "progress/<quarter>/<unit>/",
    "return acts": """
        progress/<quarter>/<unit>/answer/ progress/<quarter>/<unit>/paste/
        progress/<quarter>/<unit>/return/ progress/<quarter>/<unit>/<deed>/
    """,
    "return amended": "progress/rows/<pk>/amend/ progress/amendments/<pk>/confirm/",
}
COUNTED = people("county.east county.west")
LOCKED, DRAFT = people("county.east station.east"), people("county.east station.west")
FILLERS = people("member_unit.east xf_office.east competent_org.east judicial.east")
WITH_A_UNIT = people("station.east station.west")
IN_EAST = frozenset(ACTORS) - people("county.west")
PROGRESS_OWNERS = {
    "return that is locked": LOCKED,
    "return in draft": DRAFT,
    "rows in draft": people("station.west"),
}
PROGRESS_DESK = {
    "return in draft": people("member_unit.west xf_office.west competent_org.west judicial.west")
}
