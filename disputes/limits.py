"""Time limits of a dispute by its type, each with its article (domain.md 0.5, 2). Counties may set theirs."""

from collections.abc import Mapping
from typing import Any

from accounts.models import Role
from casework.clocks import Limit, TimeUnit
from casework.rules import Extension, Length, Rule, enrol
from casework.workflow import LimitOf
from disputes.dictionaries import JusticeType

ACCEPT, MEDIATE, CONFIRM, VISIT, FILE = (
    "dispute.accept",
    "dispute.mediate",
    "dispute.confirm",
    "dispute.visit",
    "dispute.file",
)
KIND = "矛盾纠纷"
OURS = "平台默认期限（矛盾纠纷），县里可以改"
GRADES = {value: label for value, label in JusticeType.choices}  # noqa: C416 - a plain mapping
THIRTY: Length = (30, TimeUnit.DAYS)
# How long mediation may take, where a norm says otherwise than thirty days.
MEDIATION: Mapping[str, Length] = {
    JusticeType.MEDICAL: (30, TimeUnit.WORKING_DAYS),
    JusticeType.WAGES: (15, TimeUnit.DAYS),
    JusticeType.LABOUR: (15, TimeUnit.DAYS),
    "": THIRTY,
}
# Both parties agree, and it is no mediator who grants it to themselves (MD-18).
LONGER = Extension(
    approvers=frozenset({Role.JUDICIAL, Role.TOWN, Role.CENTER}), consent="双方当事人都同意延长"
)


def article(key: str, label: str, text: str, basis: str, lengths: Mapping[str, Length], **more: Any) -> None:
    enrol(Rule(key, label, KIND, text, basis, lengths, grades=GRADES, **more))


article(ACCEPT, "受理", "从登记到受理或不受理。", OURS, {"": (3, TimeUnit.WORKING_DAYS)})
article(
    MEDIATE,
    "调解",
    "从受理到协议生效或终止。到期双方同意才能延长，否则终止并告诉当事人其他途径。",
    "一般 30 日；医疗纠纷 30 个工作日（医疗纠纷预防和处理条例 38）；劳动争议 15 日（调解仲裁法 14）",
    MEDIATION,
    extension=LONGER,
)
article(
    CONFIRM,
    "申请司法确认",
    "双方当事人自协议生效之日起 30 日内共同申请。",
    "人民调解法 33；民事诉讼法 205",
    {"": THIRTY},
    of_citizen=True,
    warns=(20, 25),
)
article(VISIT, "回访", "协议生效后 30 日内第一次回访。", OURS, {"": THIRTY})
article(FILE, "立卷", "从回访、或告知其他途径，到卷宗立好。", OURS, {"": (10, TimeUnit.WORKING_DAYS)})


def limit_of(key: str) -> LimitOf:
    """The limit of this key for a given matter: of its type, or the default."""

    def find(matter: Any) -> Limit:
        limit: Limit = matter.own.limit(key)
        return limit

    return find
