"""The categories and sources that a county starts with (domain.md 3.5, D). It may change them all."""

from dataclasses import dataclass

from django.db import transaction

from grids.models import Category, Source
from grids.standard_texts import load_standard_texts

# Top level: code -> (name, its second level). The county's imports number their own from 501.
CATEGORIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "101": (
        "矛盾纠纷",
        ("婚姻家庭", "邻里关系", "山林土地", "征地拆迁", "劳资欠薪", "物业管理", "损害赔偿", "经济合同"),
    ),
    "102": ("治安隐患", ("盗窃诈骗", "打架斗殴", "黄赌毒线索", "流动人口与出租房", "治安防范设施")),
    "103": (
        "公共安全",
        ("消防安全", "燃气安全", "道路交通", "自建房与危房", "防溺水", "电动车充电", "施工安全"),
    ),
    "104": (
        "城乡环境",
        ("垃圾清运", "污水与河道", "占道经营", "违法建设", "市政设施损坏", "绿化养护", "扬尘与噪声"),
    ),
    "105": ("市场与食药", ("食品安全", "药品与医疗器械", "无证经营", "消费维权", "特种设备")),
    "106": ("民生服务", ("供水供电供气", "社会保障", "医疗卫生", "教育入学", "养老助残", "办证代办")),
    "107": ("特殊人群服务", ("独居老人", "困境儿童", "残疾人", "精神障碍患者", "社区矫正与安置帮教")),
    "108": ("社情民意", ("意见建议", "政策咨询", "群体诉求苗头", "表扬感谢")),
    "109": ("突发事件", ("自然灾害", "火灾爆炸", "事故灾难", "公共卫生", "走失寻人")),
    "999": ("其他", ()),
}
SOURCES = {
    10: "网格员巡查",
    20: "群众上报",
    30: "12345热线",
    40: "110联动",
    50: "上级交办",
    60: "物联网感知",
    990: "其他",
}


@dataclass(frozen=True)
class Loaded:
    """How many were added; none where all were there."""

    categories: int
    sources: int
    texts: int


@transaction.atomic
def load_catalogue() -> Loaded:
    """Add what is missing. What stands under a code, name or place already is the county's: left alone."""
    names = dict(Category.objects.values_list("code", "name"))
    fresh: dict[str, str] = {}
    for code, (name, children) in CATEGORIES.items():
        parent = standing("", name, names) or code
        add(parent, name, names, fresh)
        for place, child in enumerate(children, start=101):
            if not standing(parent, child, names):
                add(f"{parent}{place}", child, names, fresh)
    Category.objects.bulk_create(Category(code=code, name=name) for code, name in fresh.items())
    return Loaded(len(fresh), load_sources(), load_standard_texts())


def standing(parent: str, name: str, names: dict[str, str]) -> str:
    """The code of the category of this name just under the parent; "" where there is none."""
    width = len(parent) + 3
    return next(
        (code for code, had in names.items() if had == name and code[:-3] == parent and len(code) == width),
        "",
    )


def add(code: str, name: str, names: dict[str, str], fresh: dict[str, str]) -> None:
    if code not in names:
        names[code] = fresh[code] = name


def load_sources() -> int:
    """Add the sources whose name and place are both free; how many."""
    taken = list(Source.objects.values_list("place", "name"))
    places, names = {place for place, _ in taken}, {name for _, name in taken}
    missing = [
        Source(name=name, place=place)
        for place, name in SOURCES.items()
        if place not in places and name not in names
    ]
    return len(Source.objects.bulk_create(missing))
