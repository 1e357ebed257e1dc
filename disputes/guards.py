"""Why a step of a dispute may not be made yet. Each reads the dispute, and says what is missing."""

from typing import Any

from disputes.dictionaries import WRITTEN_ONLY, AgreementForm
from disputes.papers import missing


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
    return "已经有生效的协议，不能重新调解。有新的争议，点“由此新记一件”。" if bound else ""


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
