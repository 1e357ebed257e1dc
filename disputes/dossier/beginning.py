"""The papers from the cover to the parties' identity: places 0 to 4 of the file (MD-10, MD-14). Pure."""

from collections.abc import Sequence

from disputes.dossier.record import Record
from disputes.dossier.wording import made, names, people_rows, said_money, sealed, sign
from papers.document.blocks import Heading
from papers.document.fields import TO_SIGN, frame, said_day
from papers.document.forms import Form, Grid, Line, plain

KEPT, KEPT_MAJOR = "10 年", "30 年"
RIGHTS = (
    "选择调解员，或者接受调委会指派的调解员；有正当理由的，可以要求换人。",
    "接受调解、拒绝调解，或者要求终止调解。",
    "要求公开调解，或者不公开调解。",
    "自己作主表达意愿，自愿达成调解协议。",
    "人民调解不收任何费用。",
)
DUTIES = (
    "如实说明纠纷的事实。",
    "遵守调解现场的秩序，尊重调解员。",
    "尊重对方当事人行使权利。",
    "达成的协议有法律约束力，应当按照约定履行。",
)
BINDING = (
    "协议自双方当事人签名、盖章或者按指印，调解员签名并加盖调委会印章之日起生效；口头协议自达成之日起生效。",
    "双方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。",
    "调解不成的，可以依法通过仲裁、行政途径或者诉讼维护权利，调解不妨碍起诉。",
)


def cover(record: Record) -> Form:
    """封面: volume, title, committee, mediator, days, who filed it, how long it is kept."""
    fields = frame(
        ("卷名", f"{names(record.parties)}{record.justice_type}纠纷一案"),
        ("卷号", record.volume),
        ("调解员", record.mediator, "纠纷类型", record.justice_type),
        ("调解日期", said_day(record.accepted_on or record.registered_on), "结果", outcome(record)),
        ("立卷人", record.filed_by, "立卷日期", said_day(record.filed_on)),
        ("保管期限", KEPT_MAJOR if record.major else KEPT, "一案一卷", "是"),
        ("备注", record.number),
    )
    parts = (Line(record.committee, "center", before=3), fields)
    return Form("人民调解卷宗", record.committee, record.registered_on, parts, numbered=False, low=4)


def outcome(record: Record) -> str:
    """How the mediation ended, in a word."""
    if record.effective:
        return "达成协议"
    if record.declined_on:
        return "不受理"
    return "没有达成协议" if record.ending else "还在调解"


def contents(record: Record, lines: Sequence[tuple[str, str]]) -> Form:
    """卷内目录: each paper with its first page; `lines` are (name, page)."""
    rows = tuple((str(place), name, page, "") for place, (name, page) in enumerate(lines, start=1))
    grid = Grid((3, 16, 4, 5), (("序号", "材料名称", "页码", "备注"), *rows), frozenset({0}), head=True)
    return Form(
        "卷内目录", record.committee, record.registered_on, (Line(record.volume, "right"), grid), False
    )


def application(record: Record) -> Form:
    """人民调解申请书, where the parties asked for it (MD-10)."""
    return made(
        record,
        "人民调解申请书",
        frame(*people_rows(record.parties)),
        Heading(1, "纠纷简要情况"),
        *plain(record.facts),
        Heading(1, "申请人的请求"),
        *plain(record.request or "请求调解。"),
        *plain("申请人自愿申请人民调解委员会调解以上纠纷。人民调解委员会已经告知当事人：调解不收费。"),
        *sign(*(who.part for who in record.of("申请人"))),
    )


def registration(record: Record) -> Form:
    """受理登记表: who, what, from where, and what the committee decided."""
    decided = (
        f"不受理：{record.refusal}" if record.declined_on else "受理" if record.accepted_on else "待受理"
    )
    fields = frame(
        *people_rows(record.parties),
        ("纠纷类型", record.justice_type, "来源", record.source),
        ("涉及人数", f"{record.heads} 人", "涉及金额", said_money(record.amount) or "没有"),
        ("地点", record.place, "登记日期", said_day(record.registered_on)),
        ("简要情况", record.facts),
        ("请求", record.request or "请求调解"),
        ("受理意见", decided, "日期", said_day(record.declined_on or record.accepted_on)),
        ("调解员", record.mediator, "怎样确定", record.selection),
    )
    signed = Line(f"登记人：{record.registrar}", before=1)
    return made(
        record,
        "人民调解受理登记表",
        fields,
        signed,
        *sealed(record, record.accepted_on or record.declined_on),
    )


def rights(record: Record) -> Form:
    """权利义务告知书, which both parties sign (MD-14)."""
    signing = [f"{who.part} {who.name}" for who in record.parties]
    return made(
        record,
        "人民调解权利义务告知书",
        *plain(
            f"{names(record.parties)}：", f"你们之间的{record.justice_type}纠纷，由{record.committee}调解。"
        ),
        Heading(1, "当事人的权利"),
        *plain(*numbered(RIGHTS)),
        Heading(1, "当事人的义务"),
        *plain(*numbered(DUTIES)),
        Heading(1, "关于调解协议"),
        *plain(*numbered(BINDING)),
        *plain("以上内容已经向双方说明，双方都已知道。"),
        *sign(*signing),
        Line(f"调解员：{record.mediator or TO_SIGN}", before=1),
        *sealed(record, record.notified_on),
        day=record.notified_on,
    )


def numbered(texts: Sequence[str]) -> list[str]:
    return [f"{place}. {text}" for place, text in enumerate(texts, start=1)]


def identity(record: Record) -> Form:
    """当事人身份证明: who they are, and that their papers were looked at. The copies are among the files."""
    checked = (
        f"以上身份证明由{record.mediator or record.registrar}核对过原件，复印件附后。"
        if record.identified
        else "以上身份证明还没有核对。"
    )
    return made(
        record, "当事人身份证明", frame(*people_rows(record.parties)), *plain(checked), day=record.notified_on
    )


def mandate(record: Record) -> Form:
    """授权委托书: whom a party lets speak for them. What may be agreed in their name is ticked by hand."""
    agents = record.of("代理人")
    return made(
        record,
        "授权委托书",
        frame(*people_rows(record.parties), *people_rows(agents)),
        *plain(
            f"委托人委托{names(agents) or TO_SIGN}参加本纠纷的调解。",
            "代理权限：□ 一般代理；□ 代为承认、变更、放弃请求，签订调解协议；□ 其他：" + TO_SIGN,
            f"代理期限：自签名之日起至本纠纷调解结束。双方当事人关系：{TO_SIGN}",
        ),
        *sign("委托人", "代理人"),
    )
