"""Why a step of a dispute may not be made yet. Each reads the dispute, and says what is missing."""

from typing import Any

from disputes.court import CourtWay, Ruling
from disputes.dictionaries import WRITTEN_ONLY, AgreementForm, Ties
from disputes.papers import missing
from security import clock


def has_parties(matter: Any, by: Any) -> str:
    """A dispute has two sides (MD-17)."""
    count = len([person for person in matter.people.all() if person.part == "party"])
    return "" if count > 1 else f"现在只登记了 {count} 个当事人，要有双方。点“不受理”，写全双方再登记一件。"


def met_once(matter: Any, by: Any) -> str:
    """Mediation that nobody wrote down led to no agreement (Art. 27)."""
    return "" if matter.sessions.all() else "还没有一次调解记录。先“记一次调解”，再写协议。"


def agreement_is_whole(matter: Any, by: Any) -> str:
    """When an agreement takes effect: all have signed, the mediator and the committee's seal too (MD-23)."""
    agreement = getattr(matter, "agreement", None)
    if agreement is None:
        return "还没有协议。先“达成协议”。"
    if agreement.form == AgreementForm.ORAL:
        if matter.own.justice_type in WRITTEN_ONLY:
            return "这一类纠纷的协议要书面的。点“没有签成”，改成书面协议。"
        return ""
    unsigned = agreement.unsigned
    return f"还缺：{'、'.join(unsigned)}。先“记签字”，都签了、盖了章才生效。" if unsigned else ""


def is_written(matter: Any, by: Any) -> str:
    """An oral agreement is signed by nobody (MD-23)."""
    agreement = getattr(matter, "agreement", None)
    oral = agreement is not None and agreement.form == AgreementForm.ORAL
    return "口头协议不用签字，点“签字生效”就行。" if oral else ""


def not_in_effect(matter: Any, by: Any) -> str:
    """An agreement in effect binds (MD-25): what comes up after it is a dispute of its own."""
    agreement = getattr(matter, "agreement", None)
    bound = agreement is not None and agreement.effective_on
    return "已经有生效的协议，不能重新调解。有新的争议，点“由此新记一件纠纷”。" if bound else ""


def something_is_owed(matter: Any, by: Any) -> str:
    """There is still something to be performed."""
    agreement = getattr(matter, "agreement", None)
    owed = [item for item in agreement.items.all() if not item.done_on] if agreement else []
    return "" if owed else "都履行完了，点“已履行”。"


def nothing_is_owed(matter: Any, by: Any) -> str:
    """All of the agreement's items were performed (MD-25)."""
    agreement = getattr(matter, "agreement", None)
    owed = [item for item in agreement.items.all() if not item.done_on] if agreement else []
    return f"还有 {len(owed)} 项没有履行：{owed[0]}。先“记履行”。" if owed else ""


def file_is_whole(matter: Any, by: Any) -> str:
    """The file is put away when no required paper is missing (domain.md 2.5)."""
    lacking = missing(matter.own.papers)
    return f"卷宗还缺：{'、'.join(lacking)}。补上再立卷。" if lacking else ""


def mediator_serves(matter: Any, by: Any) -> str:
    """Who left office settles nothing any more (MD-04), nor who declared ties to a party (MD-18b)."""
    mediator = matter.own.mediator
    if mediator is None:
        return ""
    if mediator.active_until and mediator.active_until < clock.today():
        return f"{mediator}已经离任。先“换调解员”，再接着办。"
    said = [one for one in matter.declarations.all() if one.mediator_id == mediator.pk]
    if said and said[-1].ties != Ties.NONE:
        return f"{mediator}{said[-1].get_ties_display()}，要回避。先“换调解员”，再接着办。"
    return ""


def court_is_free(matter: Any, by: Any) -> str:
    """One application at a time is before the court."""
    waiting = [one for one in matter.confirmations.all() if one.pending]
    return f"{waiting[0]}，还没有结果。有了结果再走这一步。" if waiting else ""


def may_be_confirmed(matter: Any, by: Any) -> str:
    """An agreement in effect, that no court has ruled on (MD-30)."""
    agreement = getattr(matter, "agreement", None)
    if agreement is None or not agreement.effective_on:
        return "还没有生效的协议，不能申请司法确认。"
    ruled = [one for one in matter.confirmations.all() if one.result == Ruling.VALID]
    return "这份协议已经裁定有效，不用再申请。" if ruled else court_is_free(matter, by)


def money_is_owed(matter: Any, by: Any) -> str:
    """A court orders payment of money alone (MD-37)."""
    agreement = getattr(matter, "agreement", None)
    owed = [item for item in agreement.items.all() if item.owed] if agreement else []
    return "" if owed else "支付令只管欠的钱，协议里没有欠着的钱。"


def court_has_it(matter: Any, by: Any) -> str:
    """An application waits to be taken."""
    waiting = [one for one in matter.confirmations.all() if one.pending and not one.accepted_on]
    return "" if waiting else "没有等法院答复的申请。"


def court_took_it(matter: Any, by: Any) -> str:
    """An application was taken, and waits for its ruling."""
    waiting = [one for one in matter.confirmations.all() if one.pending and one.accepted_on]
    return "" if waiting else "没有法院受理了的申请。先“申请司法确认”，再“记法院答复”。"


def was_rejected(matter: Any, by: Any) -> str:
    """What a court would not confirm may be changed (MD-32)."""
    last = [one for one in matter.confirmations.all() if one.way == CourtWay.CONFIRMATION][-1:]
    rejected = last and last[0].result == Ruling.REJECTED
    return "" if rejected else "法院没有确认协议的，才回到调解变更协议。"


def not_kept(matter: Any, by: Any) -> str:
    """To court goes what is not kept, or what the court would not confirm (MD-25, MD-32)."""
    if matter.status == "defaulted" or not was_rejected(matter, by):
        return ""
    return "先“未按期履行”，写上差什么；法院没有确认协议的，可以直接起诉。"


def came_entrusted(matter: Any, by: Any) -> str:
    """Another organ sent it (MD-11)."""
    sent = matter.own.source not in {"applied", "initiative"}
    return "" if sent else "来源是当事人申请或主动调解，没有委托单位。来源写错的，另记一件。"


def awaits_report(matter: Any, by: Any) -> str:
    """Whoever entrusted it has not heard yet."""
    referral = getattr(matter, "referral", None)
    if referral is None:
        return "没有记过是谁委托的。"
    return f"{referral.reported_on:%Y-%m-%d} 已经回报过。" if referral.reported_on else ""


def reported_back(matter: Any, by: Any) -> str:
    """The file of what was entrusted is whole when the organ has heard."""
    referral = getattr(matter, "referral", None)
    if referral is None or referral.reported_on:
        return ""
    return f"{referral.sender}还在等结果。先“回报委托单位”，再立卷。"


def ended_elsewhere(matter: Any, by: Any) -> str:
    """It was handed to another way whose end is not known yet."""
    open_ = [one for one in matter.hand_offs.all() if not one.outcome]
    return "" if open_ else "没有等结果的其他途径。"


def nothing_is_planned(matter: Any, by: Any) -> str:
    """One session is planned at a time."""
    planned = [one for one in matter.appointments.all() if one.stands]
    return f"已经约了 {planned[0]}。要改的，先“取消约定”。" if planned else ""


def something_is_planned(matter: Any, by: Any) -> str:
    """What is called off was planned."""
    planned = [one for one in matter.appointments.all() if one.stands]
    return "" if planned else "现在没有约好的调解。"


def no_expert_is_asked(matter: Any, by: Any) -> str:
    """One expert is asked at a time."""
    asked = [one for one in matter.appraisals.all() if one.pending]
    return f"{asked[0]}，意见还没有来。先“记鉴定意见”。" if asked else ""


def expert_was_asked(matter: Any, by: Any) -> str:
    """Somebody was asked, and has not answered."""
    asked = [one for one in matter.appraisals.all() if one.pending]
    return "" if asked else "没有在等的鉴定。"
