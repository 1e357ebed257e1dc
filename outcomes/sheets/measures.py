"""The papers of a measure, put together from its row: nothing is written for the paper alone."""

from collections.abc import Callable
from datetime import date

from outcomes.models import Measure, Talk
from outcomes.workflow import Level
from papers.document.blocks import Heading
from papers.document.fields import TO_DATE, TO_SIGN, frame, said_day, seal_of
from papers.document.forms import Form, Line, Part, plain
from security import clock

TITLES = {
    Level.REMINDER: "提示函",
    Level.CRITICISM: "关于对{unit}通报批评的通知",
    Level.TALK: "约谈通知书",
    Level.LISTING: "挂牌督办通知书",
    Level.VETO: "关于对{unit}实行一票否决的建议",
}
DRAFT = "【稿】没有签发，不作凭据"


def notice_form(measure: Measure) -> Callable[[str], Form]:
    """What the unit is told: why, what, by when; of a veto, what the competent organ is asked to decide."""

    def compose(number: str) -> Form:
        parts: list[Part] = [Line(number or DRAFT, "center"), Line(f"{addressee(measure)}：")]
        parts += [Heading(1, "依据和情形")]
        parts += plain(f"依据{measure.basis}。情形：{measure.get_ground_display()}{severity(measure)}。")
        parts += [Heading(1, "问题"), *plain(measure.facts)]
        parts += [Heading(1, "要求"), *plain(measure.demand, *asked(measure))]
        return form_of(measure, TITLES[Level(measure.level)].format(unit=measure.unit), parts, bool(number))

    return compose


def addressee(measure: Measure) -> str:
    return "有权决定的机关" if measure.level == Level.VETO else str(measure.unit)


def severity(measure: Measure) -> str:
    return f"，特别严重，发生在{said_day(measure.happened_on)}" if measure.severe else ""


def asked(measure: Measure) -> list[str]:
    """By when the unit has to answer, and how it is accepted."""
    if measure.level == Level.VETO:
        return [f"建议对{measure.unit}实行一票否决，请研究决定，并把决定的文件告诉办公室。"]
    said = [f"验收标准：{measure.criteria}"] if measure.criteria else []
    if measure.due_on:
        said.append(
            f"{said_day(measure.plan_due_on)}以前报整改方案，{said_day(measure.due_on)}以前整改好并报整改报告。"
        )
    if measure.level == Level.LISTING:
        said.append("挂牌期间，单位和负有责任的领导不得评先评优。")
    if measure.level == Level.TALK:
        said.append("约谈的时间、地点由办公室联系，请单位主要负责人参加。")
    return said


def talk_form(measure: Measure, talk: Talk) -> Callable[[str], Form]:
    """约谈纪要: attendance, content, commitments, signatures."""

    def compose(number: str) -> Form:
        rows = (
            ("时间", said_day(talk.held_on), "地点", talk.place),
            ("约谈人", talk.interviewer, "单位参加", talk.attended),
            ("被约谈单位", str(measure.unit)),
            ("签字情况", talk.signed),
        )
        parts: list[Part] = [Line(number, "center"), frame(*rows)]
        parts += [
            Heading(1, "指出的问题"),
            *plain(talk.problem),
            Heading(1, "提出的要求"),
            *plain(talk.demand),
        ]
        parts += [Heading(1, "单位的表态"), *plain(talk.promise)]
        parts += [Line(f"约谈人签字：{TO_SIGN}　{TO_DATE}"), Line(f"单位签字：{TO_SIGN}　{TO_DATE}")]
        return form_of(measure, "约谈纪要", parts, bool(number))

    return compose


def lifted_form(measure: Measure) -> Callable[[str], Form]:
    """It was mended, and is over."""

    def compose(number: str) -> Form:
        parts: list[Part] = [Line(number, "center"), Line(f"{measure.unit}：")]
        parts += plain(
            f"{said_day(measure.issued_on)}对你单位的{measure.get_level_display()}，整改已经检查合格，"
            f"自{said_day(measure.ended_on)}起解除。",
            "请巩固整改成果，防止问题反复。",
        )
        return form_of(measure, f"解除{measure.get_level_display()}通知书", parts, bool(number))

    return compose


def extended_form(measure: Measure, why: str) -> Callable[[str], Form]:
    """It was not mended; how long there is now."""

    def compose(number: str) -> Form:
        parts: list[Part] = [Line(number, "center"), Line(f"{measure.unit}：")]
        parts += plain(
            f"{said_day(measure.issued_on)}对你单位的{measure.get_level_display()}，整改检查不合格。",
            why,
            f"整改期限延长到{said_day(measure.due_on)}，请在这以前整改好并再报整改报告。",
        )
        return form_of(measure, "延长整改通知书", parts, bool(number))

    return compose


def form_of(measure: Measure, title: str, parts: list[Part], signed: bool) -> Form:
    organ, today = str(measure.office), clock.today()
    day: date | None = today if signed else None
    return Form(title, organ, today, (*parts, *seal_of(organ, day)))
