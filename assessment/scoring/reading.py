"""A formula as a county writes it into its scheme: 目标=90；每=1；扣=0.5. Names and numbers, never code."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from assessment.scoring.amounts import Wrong, read
from assessment.scoring.events import Average, Checklist, PerEvent, RankChange, Veto
from assessment.scoring.given import Given, Outcome
from assessment.scoring.rates import Banded, Bands, Direct, Rate, Slopes, Survey, Threshold

Rule = (
    Rate | Threshold | Slopes | Banded | Survey | Direct | PerEvent | Checklist | Average | RankChange | Veto
)
Words = dict[str, str]
VERSION = 1  # of the formulas below; one that is changed gets another, and old scores keep theirs


def words_of(text: str) -> Words:
    """名=值, between semicolons. Raises Wrong."""
    found: Words = {}
    for part in re.split(r"[；;\n]", text):
        if not part.strip():
            continue
        name, sign, value = part.replace("＝", "=").partition("=")
        if not sign:
            raise Wrong(
                f"“{part.strip()[:30]}”看不懂，写成 名称=值，用分号隔开，比如 目标=90；每=1；扣=0.5。"
            )
        if name.strip() in found:
            raise Wrong(f"“{name.strip()[:20]}”写了两次，留一个。")
        found[name.strip()] = value.strip()
    return found


def pairs(text: str) -> Iterator[tuple[str, Fraction]]:
    """95:10,90:8."""
    for one in re.split(r"[，,、]", text):
        name, sign, value = one.replace("：", ":").rpartition(":")
        if not sign or not name.strip():
            raise Wrong(f"“{one.strip()[:20]}”看不懂，写成 界限:分数，用逗号隔开，比如 95:10,90:8。")
        yield name.strip(), read(value)


def bands(text: str) -> Bands:
    return tuple((read(limit), worth) for limit, worth in pairs(text)) if text else ()


def one_of(words: Words, name: str, *known: str) -> str:
    """A word out of a few; the first where it is not said."""
    said = words.get(name, known[0])
    if said not in known:
        raise Wrong(f"“{name}”只能是{'、'.join(known)}，现在是“{said[:20]}”。")
    return said


def needed(words: Words, name: str) -> Fraction:
    if not words.get(name):
        raise Wrong(f"算法里要写“{name}=”。")
    return read(words[name])


def optional(words: Words, name: str, usual: str = "0") -> Fraction:
    return read(words.get(name) or usual)


def empty_of(words: Words) -> str:
    return one_of(words, "没有时", "待定", "满分", "零")


def rate(words: Words) -> Rate:
    return Rate(empty_of(words))


def threshold(words: Words) -> Threshold:
    return Threshold(
        target=needed(words, "目标"),
        step=needed(words, "每"),
        less=needed(words, "扣"),
        floor=optional(words, "最低"),
        whole_steps=one_of(words, "按", "比例", "整步") == "整步",
        low_is_good=one_of(words, "方向", "高好", "低好") == "低好",
        empty=empty_of(words),
    )


def slopes(words: Words) -> Slopes:
    parts = bands(words.get("段", ""))
    if not parts:
        raise Wrong("算法里要写“段=”，比如 段=96:0.25,90:0.5。")
    if "方式" not in words:
        raise Wrong("写明两段怎么接：方式=分段、方式=替代或者方式=叠加。")
    return Slopes(parts, one_of(words, "方式", "分段", "替代", "叠加"), needed(words, "最多扣"))


def banded(words: Words) -> Banded:
    if not (parts := bands(words.get("档", ""))):
        raise Wrong("算法里要写“档=”，比如 档=95:10,90:8。")
    return Banded(parts, optional(words, "其余"), empty_of(words))


def survey(words: Words) -> Survey:
    inner = threshold(words) if "目标" in words else slopes(words) if "段" in words else Rate()
    least = optional(words, "样本", "30")
    if least < 30:
        raise Wrong("样本不到 30 人的不作数，“样本”写 30 或更大。")
    return Survey(inner, int(least))


def per_event(words: Words) -> PerEvent:
    levels = tuple(pairs(words["级"])) if words.get("级") else ()
    return PerEvent(
        sign=-1 if one_of(words, "方向", "扣", "加") == "扣" else 1,
        each=optional(words, "每件") if levels else needed(words, "每件"),
        levels=levels,
        most=read(words["最多"]) if words.get("最多") else None,
        double=optional(words, "加倍", "2"),
        from_full=one_of(words, "起", "满分", "零") == "满分",
        through=one_of(words, "扣穿", "否", "是") == "是",
    )


def checklist(words: Words) -> Checklist:
    if not words.get("项"):
        raise Wrong("算法里要写“项=”，比如 项=有制度:1,有记录:2。")
    return Checklist(tuple(pairs(words["项"])))


def average(words: Words) -> Average:
    if not (parts := bands(words.get("档", ""))):
        raise Wrong("算法里要写“档=”，比如 档=0:2,5:1，意思是比平均差 0 以内 2 分、5 以内 1 分。")
    return Average(parts, optional(words, "其余"), one_of(words, "方向", "低好", "高好") == "低好")


def rank_change(words: Words) -> RankChange:
    return RankChange(bands(words.get("进", "")), bands(words.get("退", "")))


def veto(words: Words) -> Veto:
    return Veto(one_of(words, "结果", "不得评优", "不合格"))


def direct(words: Words) -> Direct:
    return Direct()


# Each kind with its reader and the names it knows.
KINDS: dict[str, tuple[Callable[[Words], Rule], str]] = {
    "rate": (rate, "没有时"),
    "threshold": (threshold, "目标 每 扣 最低 按 方向 没有时"),
    "slopes": (slopes, "段 方式 最多扣"),
    "bands": (banded, "档 其余 没有时"),
    "survey": (survey, "样本 目标 每 扣 最低 按 段 方式 最多扣"),
    "direct": (direct, ""),
    "events": (per_event, "方向 每件 级 最多 加倍 起 扣穿"),
    "checklist": (checklist, "项"),
    "average": (average, "档 其余 方向"),
    "rank": (rank_change, "进 退"),
    "veto": (veto, "结果"),
}


def rule_of(kind: str, text: str) -> Rule:
    """The formula that a scheme's words mean. Raises Wrong."""
    if kind not in KINDS:
        raise Wrong(f"没有“{kind[:20]}”这种算法。")
    reader, names = KINDS[kind]
    words = words_of(text)
    if strange := [name for name in words if name not in names.split()]:
        known = f"这种算法的有：{names.replace(' ', '、')}" if names else "这种算法不用写别的"
        raise Wrong(f"不认识“{strange[0][:20]}”，{known}。")
    return reader(words)


def score(kind: str, text: str, full: Fraction, given: Given) -> Outcome:
    """What a unit gets. What is wrong or unknown leaves it without points, and says why."""
    if given.exempt:
        points = full if given.exempt == "full" else Fraction(0)
        return Outcome(points, f"免考核：{given.why}，{'得满分' if points else '不得分'}")
    try:
        return rule_of(kind, text).score(full, given)
    except Wrong as error:
        return Outcome(None, "", str(error))
