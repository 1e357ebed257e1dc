"""The formulas: vectors worked out by hand, those of the public schemes of domain.md 5.3, and bad input."""

from fractions import Fraction

import pytest

from assessment.scoring import Event, Given, Node, Standing, places, problems, score, shown, total_of, what_if
from assessment.scoring.amounts import Wrong, kept, read


def rate(part, whole):
    return Given(part=Fraction(part), whole=Fraction(whole))


def value(text):
    return Given(value=Fraction(text))


def events(*found):
    return Given(events=tuple(Event(*one) for one in found))


# kind, rule, full marks, what is given, points
VECTORS = [
    ("rate", "", 15, rate(108, 120), "13.5"),
    ("rate", "", 15, value("93.6"), "14.04"),
    ("rate", "没有时=满分", 10, rate(0, 0), "10"),
    ("rate", "没有时=零", 10, rate(0, 0), "0"),
    ("threshold", "目标=96；每=1；扣=0.25", 10, value("94"), "9.5"),
    ("threshold", "目标=96；每=1；扣=0.25；按=整步", 10, value("94.5"), "9.5"),
    ("threshold", "目标=96；每=1；扣=5；最低=2", 10, value("90"), "2"),
    ("threshold", "目标=2；每=1；扣=1；方向=低好", 5, value("4"), "3"),
    ("bands", "档=95:10,90:8；其余=0", 10, value("95"), "10"),
    ("bands", "档=95:10,90:8；其余=0", 10, value("94.99"), "8"),
    ("bands", "档=95:10,90:8；其余=0", 10, value("89"), "0"),
    # Wenzhou 2017 (AS: domain.md 5.3): <96 % −0.25 a point, <90 % −0.5 a point, at most −5; the text is
    # silent on how the two meet.
    ("slopes", "段=96:0.25,90:0.5；方式=分段；最多扣=5", 0, value("88"), "-2.5"),
    ("slopes", "段=96:0.25,90:0.5；方式=替代；最多扣=5", 0, value("88"), "-4"),
    ("slopes", "段=96:0.25,90:0.5；方式=叠加；最多扣=5", 0, value("88"), "-3"),
    ("slopes", "段=96:0.25,90:0.5；方式=替代；最多扣=5", 0, value("70"), "-5"),
    ("slopes", "段=96:0.25,90:0.5；方式=分段；最多扣=5", 0, value("96"), "0"),
    # Its negative list: an accident of 3–5 deaths −5, of 6–9 −10; repeated, or in major events, twice that.
    ("events", "级=3至5人:5,6至9人:10；起=零；扣穿=是", 0, events(("3至5人",), ("6至9人", 1, True)), "-25"),
    ("events", "每件=0.25；起=零；加倍=2", 0, events(("", 1), ("", 1, True)), "-0.75"),
    # County → towns: a quarterly meeting 1 point, −0.25 a missing one; misconduct −2.5 a person up to −5.
    ("events", "每件=0.25", 1, events(("", 2)), "0.5"),
    ("events", "每件=2.5；最多=5", 5, events(("", 3)), "0"),
    ("events", "每件=1", 2, events(("", 9)), "0"),  # 扣完为止
    ("events", "每件=1；扣穿=是", 2, events(("", 9)), "-7"),
    ("events", "方向=加；每件=1；起=零；最多=3", 0, events(("", 5)), "3"),
    # 平安乡镇: above the average by at most 5 points −1, by more −2.
    ("average", "档=0:2,5:1；其余=0", 2, Given(value=Fraction(14), others=(Fraction(14), Fraction(6))), "1"),
    ("average", "档=0:2,5:1；其余=0", 2, Given(value=Fraction(6), others=(Fraction(14), Fraction(6))), "2"),
    ("average", "档=0:2,5:1；其余=0", 2, Given(value=Fraction(20), others=(Fraction(20), Fraction(2))), "0"),
    # Provincial rank: −5 places −1, −10 places −2, +5 places +0.5.
    ("rank", "进=5:0.5；退=5:1,10:2", 0, Given(before=3, now=8), "-1"),
    ("rank", "进=5:0.5；退=5:1,10:2", 0, Given(before=3, now=14), "-2"),
    ("rank", "进=5:0.5；退=5:1,10:2", 0, Given(before=9, now=4), "0.5"),
    ("rank", "进=5:0.5；退=5:1,10:2", 0, Given(before=9, now=8), "0"),
    # 六合五星级: an item is made of parts.
    ("checklist", "项=机构:5,制度:5,台账:10", 20, Given(met=frozenset({"机构", "台账"})), "15"),
    ("survey", "", 20, Given(value=Fraction(95), sample=400), "19"),
    ("survey", "目标=96；每=1；扣=0.25", 10, Given(value=Fraction(92), sample=30), "9"),
    ("direct", "", 5, value("4.5"), "4.5"),
    ("veto", "", 0, events(), "0"),
    ("rate", "", 10, Given(exempt="full", why="没有这类场所"), "10"),
    ("rate", "", 10, Given(exempt="none", why="未开展"), "0"),
]


@pytest.mark.parametrize(("kind", "rule", "full", "given", "points"), VECTORS)
def test_points_are_those_worked_out_by_hand_and_say_how(kind, rule, full, given, points):
    found = score(kind, rule, Fraction(full), given)
    assert found.points == Fraction(points), found
    assert found.formula
    assert not found.missing


# What is not known is not nought, and what is wrong is said.
UNKNOWN = [
    ("rate", "", Given(), "还没有数"),
    ("rate", "", rate(0, 0), "分母是 0"),
    ("rate", "", rate(3, -5), "不能小于 0"),
    ("rate", "", value("101.88"), "比率是 101.88%，应当在 0 和 100% 之间"),
    ("rate", "", rate(108, 106), "应当在 0 和 100% 之间"),
    ("survey", "", Given(value=Fraction(100), sample=12), "样本只有 12 人，不到 30 人"),
    ("survey", "", Given(), "还没有调查结果"),
    ("average", "档=0:1", Given(value=Fraction(3), others=(Fraction(3),)), "只有一个单位"),
    ("events", "每件=1", Given(), "还没有说有没有"),
    ("events", "级=甲:1", events(("乙",)), "没有“乙”这一级"),
    ("checklist", "项=甲:1", Given(met=frozenset({"乙"})), "清单里没有“乙”"),
    ("direct", "", value("12"), "应当在 0 和 10 之间"),
    ("rank", "进=1:1", Given(before=2), "还不知道"),
]


@pytest.mark.parametrize(("kind", "rule", "given", "words"), UNKNOWN)
def test_missing_is_not_zero_and_wrong_numbers_are_named(kind, rule, given, words):
    found = score(kind, rule, Fraction(10), given)
    assert found.points is None
    assert words in found.missing


@pytest.mark.parametrize(
    ("kind", "rule", "words"),
    [
        ("threshold", "目标=96", "要写“每=”"),
        ("threshold", "目标=高；每=1；扣=1", "不是数字"),
        ("threshold", "目标 96", "名称=值"),
        ("threshold", "目标=96；目标=95；每=1；扣=1", "写了两次"),
        ("slopes", "段=96:0.25,90:0.5；最多扣=5", "写明两段怎么接"),
        ("survey", "样本=12", "写 30 或更大"),
        ("rate", "__import__('os')=1", "不认识"),
        ("events", "方向=乘；每件=1", "只能是扣、加"),
        ("bands", "", "要写“档=”"),
        ("magic", "", "没有“magic”这种算法"),
    ],
)
def test_a_rule_that_cannot_be_read_says_how_to_write_it(kind, rule, words):
    assert words in score(kind, rule, Fraction(10), value("5")).missing


def leaf(code, full, kind="rate", rule="", **more):
    return Node(code, f"指标{code}", Fraction(full), kind, rule, **more)


def test_weights_must_sum_to_the_declared_total():
    assert problems([leaf("1", 60), leaf("2", 40)], Fraction(100)) == []
    assert "合计 99.9，满分是 100，少 0.1" in problems([leaf("1", 60), leaf("2", "39.9")], Fraction(100))[0]
    assert "合计 110，满分是 100，多 10" in problems([leaf("1", 60), leaf("2", 50)], Fraction(100))[0]
    assert problems([leaf("1", 60), leaf("2", 50)], Fraction(110)) == []  # where the scheme says so


def test_headings_that_do_not_add_up_are_found():
    """The public village scheme of 2022: headings of 110, items of 100 (domain.md 5.3)."""
    nodes = [
        Node(code, f"标题{code}", Fraction(full))
        for code, full in (("A", 20), ("B", 40), ("C", 30), ("D", 20))
    ]
    nodes += [
        leaf(f"{code}1", full, parent=code) for code, full in (("A", 20), ("B", 40), ("C", 30), ("D", 10))
    ]
    found = problems(nodes, Fraction(100))
    assert any("D 标题D：标题写 20 分，下面合计 10 分" in one for one in found)
    assert any("合计 110，满分是 100" in one for one in found)


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (leaf("1", 10, "checklist", "项=甲:3"), "合计 3，分值是 10"),
        (leaf("1", 10, "bands", "档=95:12"), "不能超过分值"),
        (leaf("1", 10, "bands", "档=90:5,95:8"), "从高到低"),
        (leaf("1", 10, "bands", "档=95:5,90:8"), "不能比低的一档少"),
        (leaf("1", 10, "threshold", "目标=1；每=0；扣=1"), "大于 0"),
        (leaf("1", 10, "veto"), "否决项没有分值"),
        (leaf("1", 10, parent="9"), "上级 9 不是"),
        (Node("1", "空", Fraction(10)), "下面没有指标"),
    ],
)
def test_a_scheme_says_what_is_wrong_with_each_indicator(node, words):
    assert any(words in one for one in problems([node], Fraction(10)))


def test_a_total_names_what_is_missing_and_a_veto_is_no_score():
    nodes = [leaf("1", 60), leaf("2", 40), leaf("3", 0, "veto"), leaf("4", 0, "events", "每件=1", extra=True)]
    given = {
        "1": score("rate", "", Fraction(60), rate(1, 2)),
        "3": score("veto", "结果=不合格", Fraction(0), events(("",))),
        "4": score("events", "每件=2；起=零；扣穿=是", Fraction(0), events(("",))),
    }
    found = total_of(nodes, given)
    assert (found.points, found.deducted, found.is_whole) == (Fraction(28), Fraction(32), False)
    assert found.missing == ["指标2：还没有数"]
    assert found.barred == ["指标3：1 件，建议不合格"]


def test_ties_share_a_place_or_are_broken_in_order():
    four = [
        Standing(1, Fraction(9)),
        Standing(2, Fraction(8)),
        Standing(3, Fraction(8)),
        Standing(4, Fraction(7)),
        Standing(5, None),
    ]
    assert places(four) == {1: 1, 2: 2, 3: 2, 4: 4, 5: None}
    assert places(four, dense=True) == {1: 1, 2: 2, 3: 2, 4: 3, 5: None}
    broken = [Standing(1, Fraction(8), (Fraction(-2),)), Standing(2, Fraction(8), (Fraction(-1),))]
    assert places(broken) == {1: 2, 2: 1}
    third = [
        Standing(1, Fraction(80) + Fraction(1, 3)),
        Standing(2, Fraction(80) + Fraction("0.333333333333")),
    ]
    assert places(third) == {1: 1, 2: 2}  # on what is not rounded


def test_numbers_are_rounded_only_where_shown_halves_up():
    assert [shown(Fraction(one)) for one in ("0.005", "-0.005", "2.675", "99.995", "0")] == [
        *("0.01", "-0.01", "2.68", "100.00", "0.00")
    ]
    assert shown(None) == "——"
    assert shown(Fraction("12.5"), 0) == "13"
    assert kept("27/2") == Fraction(27, 2)
    assert kept("") is None
    assert read("９３．６％") == Fraction("93.6")
    with pytest.raises(Wrong, match="不是数字"):
        read("1e9")


def test_what_would_change_it_is_said_in_matters():
    words = what_if("rate", "", Fraction(15), rate(108, 120))
    assert words == "如果其中 1 件办好，得分 13.50 → 13.63"
    banded = what_if("bands", "档=95:10,90:8；其余=0", Fraction(10), rate(93, 100))
    assert banded == "如果其中 2 件办好，得分 8.00 → 10.00"
    assert what_if("rate", "", Fraction(15), rate(5, 5)) == ""
    assert what_if("rate", "", Fraction(15), value("50")) == ""
