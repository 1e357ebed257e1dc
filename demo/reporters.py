"""Residents who told of something. Nobody is real, and no number can be: every name says 演示. Pure."""

from demo.beginnings import RESIDENT
from security.identifiers import id_check

TOLD_BY = frozenset({RESIDENT, "12345热线"})
SURNAMES = ("王", "李", "张", "陈", "沈", "朱", "顾", "陆", "钱", "欧阳", "诸葛")
GIVEN = ("小明", "秀英", "建国", "丽", "伟", "桂芳", "阿根", "雪琴", "海", "卫东", "金凤", "静怡", "水荣")
ADDRESS_EVERY, ID_NUMBER_EVERY = 3, 40
NOWHERE = "999999"  # no division has this code


def reporter(place: int, source: str, village: str) -> dict[str, str]:
    """Who told of the case at this place of the stream, as add_people takes it; {} where nobody did."""
    if source not in TOLD_BY:
        return {}
    name = SURNAMES[place % len(SURNAMES)] + GIVEN[place % len(GIVEN)]
    told = {"name": f"演示·{name}", "phone": f"1390000{place % 10_000:04}"}
    if place % ADDRESS_EVERY == 0:
        told["address"] = f"{village}{place % 20 + 1}组{place % 90 + 1}号"
    if place % ID_NUMBER_EVERY == 0:
        body = f"{NOWHERE}19{50 + place % 45}{place % 12 + 1:02}{place % 28 + 1:02}{place % 1000:03}"
        told["id_number"] = body + id_check(body)
    return told
