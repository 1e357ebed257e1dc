"""Why a step of a petition may not be made yet. Each reads the petition, and says what is missing."""

from typing import Any

from django.utils.timezone import localtime

from petitions.dictionaries import GUIDED, Category, Path
from security import clock


def not_recused(matter: Any, by: Any) -> str:
    """Whoever stepped aside does nothing more in it (XF-10)."""
    gone = [one for one in matter.stand_downs.all() if one.user_id == by.pk]
    return "您在这件里已经回避，由别的人来办。" if gone else ""


def may_be_routed(matter: Any, by: Any) -> str:
    """An accusation goes to whoever may look into it, and to nobody else (XF-60)."""
    if matter.own.category == Category.ACCUSE:
        return "检举控告不转承办单位，点“转纪检监察等机关”。"
    return path_is_chosen(matter)


def path_is_chosen(matter: Any) -> str:
    """Nothing is told before the path is known (XF-20)."""
    missing = matter.own.category == Category.CLAIM and not matter.own.path
    return "还没有选途径。点“分类”，选好途径再走这一步。" if missing else ""


def is_accusation(matter: Any, by: Any) -> str:
    right = matter.own.category == Category.ACCUSE
    return "" if right else "只有检举控告转纪检监察等机关。分类不对的，先重新“分类”。"


def is_claim(matter: Any, by: Any) -> str:
    return "" if matter.own.category == Category.CLAIM else "只有申诉求决走这一步。"


def is_suggestion(matter: Any, by: Any) -> str:
    right = matter.own.category == Category.SUGGEST
    return "" if right else "只有建议意见用“回复建议”，申诉求决要出处理意见书。"


def handled_as_petition(matter: Any, by: Any) -> str:
    """Only what has no other procedure ends with an opinion (XF-21)."""
    right = matter.own.category == Category.CLAIM and matter.own.path == Path.P6
    return "" if right else "只有“按信访程序办”的申诉求决出处理意见书。别的用“告知其他途径”或“回复建议”。"


def goes_elsewhere(matter: Any, by: Any) -> str:
    """There is a procedure to be told of (XF-21)."""
    right = matter.own.category == Category.CLAIM and matter.own.path in GUIDED
    return "" if right else "这件的途径不是其他程序。途径不对的，先改途径。"


def is_ours_to_handle(matter: Any, by: Any) -> str:
    """What is accepted has a path, and that of petitions (XF-20, XF-21)."""
    if reason := path_is_chosen(matter):
        return reason
    guided = matter.own.category == Category.CLAIM and matter.own.path in GUIDED
    return "这件走别的程序，点“告知其他途径”；途径不对的，先“改途径”。" if guided else ""


def objection_is_open(matter: Any, by: Any) -> str:
    """Five working days, and the door closes (XF-34)."""
    running = [one for one in matter.deadlines.all() if one.limit == "xf.objection" and one.runs]
    if running and clock.today() <= running[0].legal_on:
        return ""
    until = f"，到 {running[0].legal_on:%Y-%m-%d} 为止" if running else ""
    return f"提异议的期限已经过了{until}。确实办不了的，请信访部门“收回”。"


def is_head(matter: Any, by: Any) -> str:
    return "" if by.leads(matter) else "这一步由单位负责人来做。"


def another_than_wrote_refusal(matter: Any, by: Any) -> str:
    """Whoever refuses does not check it themselves (XF-40)."""
    written = [one for one in matter.refusals.all() if one.waits]
    return "是您自己拟的，要由另一个人来审。" if written and written[-1].by_id == by.pk else ""


def head_of_another_hand(matter: Any, by: Any) -> str:
    """An opinion is approved by a head, who did not write it."""
    if reason := is_head(matter, by):
        return reason
    drafts = [one for one in matter.opinions.all() if not one.issued_on]
    return "是您自己拟的，要由另一位负责人来批。" if drafts and drafts[-1].drafted_by_id == by.pk else ""


def more_time_is_granted(matter: Any, by: Any) -> str:
    """A granted extension that the petitioner has not heard of (XF-52)."""
    waits = [one for one in matter.extensions.all() if one.granted and not one.told_on]
    return "" if waits else "没有批准了还没告知的延期。先申请延期，由单位负责人批。"


def somebody_is_above(matter: Any, by: Any) -> str:
    """The next higher organ decides about the one whose opinion it is (XF-54)."""
    issued = [one for one in matter.opinions.all() if one.issued_on]
    if issued and issued[-1].unit.parent_id:
        return ""
    who = issued[-1].unit if issued else "承办单位"
    return f"{who}没有上级单位。请系统管理员在单位里补上“上级单位”。"


def citizens_days_are_over(matter: Any, by: Any) -> str:
    """The petitioner's thirty days, to the end of the last (XF-55)."""
    applying = ("xf.review_apply", "xf.recheck_apply")
    running = [one for one in matter.deadlines.all() if one.limit in applying and one.runs]
    if not running:
        return "没有送达的证明，信访人的期限还没有开始。"
    last = max(one.legal_on for one in running)
    return "" if clock.today() > last else f"信访人到 {last:%Y-%m-%d} 都可以申请，过了这天再终结。"


def tasks_left(matter: Any) -> list[Any]:
    return [one for one in matter.executions.all() if not one.done_on and not one.void]


def nothing_is_left_to_do(matter: Any, by: Any) -> str:
    """What was supported is done before the end (XF-51)."""
    left = tasks_left(matter)
    return f"支持的请求还没有落实：{left[0]}。先“记落实情况”。" if left else ""


def something_is_left_to_do(matter: Any, by: Any) -> str:
    return "" if tasks_left(matter) else "没有要落实的。"


def report_is_awaited(matter: Any, by: Any) -> str:
    """Whoever assigned it wants to hear (XF-31)."""
    sent = matter.own.routing
    waits = sent is not None and sent.report_by and not sent.reported_on
    return "" if waits else "这件不用报办理结果，或者已经报过。"


def sender_waits(matter: Any, by: Any) -> str:
    """Whoever sent it here wants to hear of it by a day (XF-31)."""
    own = matter.own
    waits = own.answer_sender_by and not own.answered_sender_on
    return "" if waits else "转来的机关没有要报结果，或者已经报过。"


def not_veiled(matter: Any, by: Any) -> str:
    return "承办单位已经看不到信访人。" if matter.own.veiled else ""


def may_be_unveiled(matter: Any, by: Any) -> str:
    if matter.own.category == Category.ACCUSE:
        return "检举控告的信访人一直要隐去。"
    return "" if matter.own.veiled else "现在没有隐去信访人。"


def counts_as_first(matter: Any, by: Any) -> str:
    return "这件已经记为重复。" if matter.own.is_repeat else ""


def counts_as_repeat(matter: Any, by: Any) -> str:
    return "" if matter.own.is_repeat else "这件现在就是初次。"


def not_reported_yet(matter: Any, by: Any) -> str:
    at = matter.own.reported_at
    return f"{localtime(at):%Y-%m-%d %H:%M} 已经报告过。" if at else ""
