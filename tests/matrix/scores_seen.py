"""The truth about assessments, written by hand: a quarter that all the east's county reads, and one in which
an eastern station's score is its own and the county's.
"""

from tests.matrix.seen import ACTORS, people

SCORE_ADDRESSES = {
    "assessments": "assess/ assess/schemes/",
    "assessment begun": "assess/open/ assess/schemes/new/",
    "scheme": "assess/schemes/<pk>/ assess/schemes/<pk>/export/",
    "scheme acts": "assess/schemes/<pk>/import/ assess/schemes/<pk>/adopt/ assess/schemes/<pk>/discard/",
    "assessment": "assess/<quarter>/ assess/<quarter>/export/ assess/<quarter>/questions/",
    "scorecard": "assess/<quarter>/<unit>/ assess/scores/<pk>/",
    "filled in": """
        assess/<quarter>/fill/ assess/<quarter>/fill/<target>/<indicator>/ assess/<quarter>/<unit>/sign/
        assess/<quarter>/<unit>/return/
    """,
    "assessment moves": "assess/<quarter>/<deed>/",
    "score acts": """
        assess/scores/<pk>/appeal/ assess/scores/<pk>/correct/ assess/appeals/<pk>/answer/
        assess/corrections/<pk>/confirm/
    """,
}
IN_EAST = frozenset(ACTORS) - people("county.west")
KEEPERS, OFFICE, LEADER = people("county.east"), people("office.east"), people("leading_group.east")
SPEAKERS = people("station.east station.west")
OWN = people("county.east station.east")
SCORE_OWNERS = {
    "draft of the scheme": KEEPERS,
    "steps of the assessment": KEEPERS,
    "score up for appeals": OWN,
    "score of another up for appeals": people("county.east station.west"),
}
