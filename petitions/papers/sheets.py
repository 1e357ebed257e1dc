"""What each paper says, as a table of texts with named gaps, and how it is laid out. Pure.

A gap takes its value from what was entered; one that is empty is said to be missing, in a draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from papers.document.blocks import Heading
from papers.document.fields import seal_of
from papers.document.forms import Form, Grid, Letterhead, Line, Part, plain
from petitions.dictionaries import PaperKind

PETITIONER = "{信访人}"  # where their name goes, in the copy that goes to them alone
NAMELESS = "信访人"
DRAFT = "【稿】没有签发，不作凭据"


@dataclass(frozen=True)
class Subject:
    """What a paper is about: a row of the petition's, whose organ says it, to whom, with which values.

    `about` is None while the row is not there yet, `lacks` says why it cannot be signed.
    """

    kind: str
    about: int | None
    unit_id: int | None
    organ: str
    to: str
    values: Mapping[str, str]
    lacks: str = ""
    by_head: bool = False

    @property
    def title(self) -> str:
        return PaperKind(self.kind).label

    @property
    def missing(self) -> tuple[str, ...]:
        """The values that are still to be entered."""
        return tuple(name for name, value in self.values.items() if not value.strip())

    @property
    def filled(self) -> float:
        """The share of its values that came by themselves."""
        return 1 - len(self.missing) / len(self.values)


# Lines that begin with # are headings. The rules that each shows stand in domain.md.
TEXTS: Mapping[str, str] = {
    PaperKind.ACCEPTANCE: """
您于{收到日期}通过{渠道}提出的信访事项（编号{编号}），属于本机关、单位的职权范围。\
根据《信访工作条例》第二十三条，已于{受理日期}受理，由{承办单位}办理。
办理途径：{途径}。
办理期限：自受理之日起{办理期限}，到{期满日期}为止。情况复杂需要延期的，另行书面告知您理由。
""",
    PaperKind.REFUSAL: """
您于{收到日期}通过{渠道}提出的信访事项（编号{编号}），经审查，决定不予受理。
# 依据
{依据}。根据《信访工作条例》第二十三条、第三十一条。
# 理由
{理由}
# 您可以找哪里
{该找哪里}
您有新的事实和理由的，可以重新提出。
""",
    PaperKind.FORWARD: """
现将信访事项（编号{编号}，{收到日期}收到，{渠道}）转送你单位，请依照职权办理。
# 信访事项
请求：{请求}
事实：{事实}
# 办理要求
请在{告知期满}以前书面告知信访人是否受理、走什么途径（《信访工作条例》第二十三条）。
不属于你单位职权的，在{异议期满}以前提出异议并详细说明理由，经核实同意后退回；\
没有同意的，不得自行退回或者另转。
转送的不要求报结果（《信访工作条例》第二十二条）。\
不得将检举控告材料、信访人的情况透露或者转给被反映的人员、单位。
""",
    PaperKind.ASSIGN: """
现将信访事项（编号{编号}，{收到日期}收到，{渠道}）交你单位办理。
# 信访事项
请求：{请求}
事实：{事实}
# 办理要求
请在{报告期限}以前书面报告办理结果（《信访工作条例》第二十二条）。
请在{告知期满}以前书面告知信访人是否受理、走什么途径（《信访工作条例》第二十三条）。
不属于你单位职权的，在{异议期满}以前提出异议并详细说明理由，经核实同意后退回；\
没有同意的，不得自行退回或者另转。
不得将检举控告材料、信访人的情况透露或者转给被反映的人员、单位。
""",
    PaperKind.EXTENSION: """
您提出的信访事项（编号{编号}），已于{受理日期}受理。因情况复杂，在规定的期限内不能办完。
# 延期的理由
{延期理由}
# 延长多久
根据《信访工作条例》第三十四条，经本机关、单位负责人{批准日期}批准，\
办理期限延长{延长多久}，到{延长到}为止。延期只有一次。
""",
    PaperKind.HEARING: """
您提出的信访事项（编号{编号}），本机关、单位决定举行{哪一级}听证。请您按时参加。
时间：{听证日期}
地点：{听证地点}
您可以陈述事实和理由、提出证据；不能参加的，请提前告诉本机关、单位。{听证时间}
""",
    PaperKind.HANDLING: """
您提出的信访事项（编号{编号}），本机关、单位已经办理，现提出处理意见。
# 信访人的请求
{请求}
# 查明的事实和理由
{事实和理由}
# 处理意见
结论：{结论}。
{意见}
# 依据
{法律依据}
# 不服本意见怎么办
{救济途径}
{最后一天}
""",
    PaperKind.URGING: """
信访事项（编号{编号}）在办理中存在以下情形：{督办情形}。根据《信访工作条例》第四十条，\
向你单位提出{哪种建议}：
{建议内容}
请在{反馈期限}以前书面反馈采纳情况。
""",
}
TEXTS = {
    **TEXTS,
    PaperKind.REVIEW: TEXTS[PaperKind.HANDLING].replace(
        "本机关、单位已经办理，现提出处理意见。", "您申请复查，本机关、单位已经复查，{对原意见}原处理意见。"
    ),
    PaperKind.RECHECK: TEXTS[PaperKind.HANDLING].replace(
        "本机关、单位已经办理，现提出处理意见。", "您申请复核，本机关、单位已经复核，{对原意见}复查意见。"
    ),
}


class Gaps(dict[str, str]):
    """The values of a text; an empty one is said to be missing."""

    def __missing__(self, name: str) -> str:
        return f"（待填：{name}）"


def compose(subject: Subject, *, today: date, number: str = "") -> Form:
    """The paper: numbered where it is signed, else a draft that says what it lacks."""
    gaps = Gaps({name: value for name, value in subject.values.items() if value.strip()})
    head: list[Part] = [] if number else draft_head(subject)
    title = f"{subject.organ}{subject.title}" if subject.unit_id else subject.title
    said = [part for line in TEXTS[subject.kind].strip().splitlines() for part in parts_of(line, gaps)]
    end = seal_of(subject.organ, today if number else None)
    parts = (*head, Line(f"{subject.to}：", before=1), *said, *end)
    letterhead = Letterhead(subject.organ, number) if number else None
    return Form(title, subject.organ, today, parts, letterhead=letterhead)


def draft_head(subject: Subject) -> list[Part]:
    lacking = [subject.lacks] if subject.lacks else []
    if subject.missing:
        lacking.append(f"还缺：{'、'.join(subject.missing)}。")
    return [Line(DRAFT, "center"), *(Line(one) for one in lacking)]


def parts_of(line: str, gaps: Gaps) -> tuple[Part, ...]:
    """A line of the text; what somebody entered is never read as a text with gaps itself."""
    if line.startswith("# "):
        return (Heading(1, line[2:]),)
    return plain(line.format_map(gaps))


def named(form: Form, name: str) -> Form:
    """The paper with this in the place of the petitioner's name."""
    return replace(form, parts=tuple(part_named(part, name) for part in form.parts))


def part_named(part: Part, name: str) -> Part:
    """What somebody entered as running text is left as it is."""
    match part:
        case Line():
            return replace(part, text=part.text.replace(PETITIONER, name))
        case Grid():
            rows = tuple(tuple(name if cell == PETITIONER else cell for cell in row) for row in part.rows)
            return replace(part, rows=rows)
    return part
