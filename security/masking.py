"""Masking (脱敏): how much of a name, a number or an address each reader sees (domain.md 8.2). Pure.

One function for pages, lists, exports and papers. What is not shaped as its kind should be shows less,
never more.
"""

import re
from collections.abc import Callable
from enum import IntEnum, StrEnum

from security.identifiers import LANDLINE, bare, narrow, phone_of


class Level(IntEnum):
    """L1 for the public and statistics, L2 for lists inside, L3 in full: on request, with its record."""

    PUBLIC = 1
    INTERNAL = 2
    FULL = 3


class Kind(StrEnum):
    """What a value is: each kind is masked in its own way."""

    NAME = "姓名"
    ID_NUMBER = "身份证号"
    MOBILE = "手机号"
    LANDLINE = "固定电话"
    ADDRESS = "住址"
    EMAIL = "电子邮箱"
    BANK_CARD = "银行卡号"
    VEHICLE = "车牌号"


# 复姓: two signs that are one family name.
DOUBLE_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙"
        "钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里"
        "呼延东郭南门羊舌微生梁丘左丘东门西门南荣第五完颜纳兰叶赫",
    )
)

REST = "***"  # stands for the rest of an address, however long
# From a sign of these on it is the street or the house, which no name of a place above them holds.
NAMED = r"0-9路街巷弄号幢栋室组,，;；"
ABOVE = rf"(?:镇|新乡)?[^{NAMED}镇乡村社小]{{1,8}}?(?:省|自治区|市|自治州|地区|盟|县|区|旗)(?!街道)"
TOWN = rf"[^{NAMED}村社]{{1,8}}?(?:街道|镇|乡|苏木)"
VILLAGE = rf"[^{NAMED}]{{1,10}}?(?:村委会|居委会|社区|村|嘎查)"
PLACES = re.compile(rf"(?P<town>(?:{ABOVE}){{0,4}}(?:{TOWN})?)(?P<village>(?:{VILLAGE})?)")


def mask(kind: Kind, value: str, level: Level) -> str:
    """The value as a reader of this level sees it. "" is not shown at all."""
    if level is Level.FULL or not value.strip():
        return value if level is Level.FULL else ""
    return MASKS[kind](value.strip(), level)


def name(value: str, level: Level) -> str:
    """张*, 张**, 欧阳*; inside 张*明."""
    value = re.sub(r"\s", "", value)
    surname = value[:2] if value[:2] in DOUBLE_SURNAMES and len(value) > 2 else value[:1]
    given = value[len(surname) :]
    if not given:
        return "*"
    if level is Level.PUBLIC:
        return surname + ("*" if len(given) == 1 or len(surname) == 2 else "**")
    return surname + "*" * min(len(given) - 1, 2) + given[-1] if len(given) > 1 else f"{surname}*"


def id_number(value: str, level: Level) -> str:
    """Inside the first three and the last two signs: with the usual 6 + 4 and an age, it could be found."""
    return ends(bare(value), 3, 2, shortest=15) if level is Level.INTERNAL else ""


def mobile(value: str, level: Level) -> str:
    """Inside 138****8000."""
    return ends(phone_of(value), 3, 4, shortest=11) if level is Level.INTERNAL else ""


def email(value: str, level: Level) -> str:
    """Inside the first sign and the provider: z***@example.com."""
    who, at, provider = value.rpartition("@")
    return f"{who[:1]}{REST}{at}{provider}" if level is Level.INTERNAL and who else ""


def landline(value: str, level: Level) -> str:
    """Inside the area code and the last two digits."""
    if level is Level.PUBLIC:
        return ""
    number = phone_of(value)
    parts = LANDLINE.fullmatch(number)
    return f"{parts[1]}-{ends(parts[2], 0, 2, shortest=7)}" if parts else ends(number, 0, 2, shortest=7)


def address(value: str, level: Level) -> str:
    """To the township; inside to the village. Where no such place is named, nothing of it."""
    plain = narrow(re.sub(r"\s", "", value))
    found = PLACES.match(plain)
    places = found["town" if level is Level.PUBLIC else 0] if found else ""
    return places + REST


def tail(value: str, level: Level) -> str:
    """Inside the last four signs."""
    return f"****{bare(value)[-4:]}" if level is Level.INTERNAL and len(bare(value)) > 6 else hidden(level)


def hidden(level: Level) -> str:
    """There is a value, and no more is said of it; to the public not even that."""
    return "****" if level is Level.INTERNAL else ""


def ends(value: str, first: int, last: int, *, shortest: int) -> str:
    """The first and last signs with stars between, one for each; of what is too short, nothing."""
    if len(value) < shortest:
        return "****"
    return value[:first] + "*" * (len(value) - first - last) + value[len(value) - last :]


MASKS: dict[Kind, Callable[[str, Level], str]] = {
    Kind.NAME: name,
    Kind.ID_NUMBER: id_number,
    Kind.MOBILE: mobile,
    Kind.LANDLINE: landline,
    Kind.ADDRESS: address,
    Kind.EMAIL: email,
    Kind.BANK_CARD: tail,
    Kind.VEHICLE: tail,
}
