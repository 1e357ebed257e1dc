"""Time limits of a petition, each with its article (domain.md 0.5, 1). Counties may set theirs; profiles hold
what other jurisdictions say (domain.md 1.10).
"""

from collections.abc import Mapping
from typing import Any

from accounts.models import Role
from casework.clocks import Limit, TimeUnit
from casework.rules import Extension, Length, Rule, enrol, rules
from casework.workflow import LimitOf
from petitions.dictionaries import Category, Path, ProfileName

(
    OFFICE_ROUTE,
    COUNTY_ROUTE,
    ORG_NOTIFY,
    OBJECTION,
    HANDLE,
    REPLY,
    REVIEW_APPLY,
    REVIEW_DECIDE,
    RECHECK_APPLY,
    RECHECK_DECIDE,
    EXECUTE,
    FEEDBACK,
    UPWARD,
) = (
    "xf.office_route",
    "xf.county_route",
    "xf.org_notify",
    "xf.objection",
    "xf.handle",
    "xf.reply",
    "xf.review_apply",
    "xf.review_decide",
    "xf.recheck_apply",
    "xf.recheck_decide",
    "xf.execute",
    "xf.feedback",
    "xf.upward",
)
ALL = (
    OFFICE_ROUTE,
    COUNTY_ROUTE,
    ORG_NOTIFY,
    OBJECTION,
    HANDLE,
    REPLY,
    REVIEW_APPLY,
    REVIEW_DECIDE,
    RECHECK_APPLY,
    RECHECK_DECIDE,
    EXECUTE,
    FEEDBACK,
)
KIND = "信访"
FAST = "fast"  # the grade of what is handled by the simple procedure, where the county has switched it on
FIFTEEN: Length = (15, TimeUnit.DAYS)
THIRTY: Length = (30, TimeUnit.DAYS)
SIXTY: Length = (60, TimeUnit.DAYS)
HANDLERS = frozenset({Role.COMPETENT_ORG, Role.MEMBER_UNIT, Role.TOWN, Role.JUDICIAL})


def in_profile(matter: Any, name: str) -> int:
    """By how much the limit of handling may be made longer, by the petition's own profile (XF-52)."""
    return EXTENSIONS[matter.own.profile_name][name]


def most_longer(matter: Any) -> int:
    return in_profile(matter, HANDLE)


EXTENSIONS: Mapping[str, Mapping[str, int]] = {
    ProfileName.NATIONAL: {HANDLE: 30},
    ProfileName.ZHEJIANG: {HANDLE: 60},
}
# Where a jurisdiction says otherwise than the 条例 (domain.md 1.10).
LENGTHS: Mapping[str, Mapping[str, Length]] = {
    ProfileName.NATIONAL: {},
    ProfileName.ZHEJIANG: {ORG_NOTIFY: (5, TimeUnit.WORKING_DAYS), HANDLE: THIRTY},
}
PROFILE_BASIS: Mapping[str, str] = {ProfileName.ZHEJIANG: "浙江省信访条例"}
# The head of the organ grants it, once; it counts when the petitioner was told, by day 60 (XF-52).
LONGER = Extension(approvers=HANDLERS, by_head=True, announced=True, most_of=most_longer)


def article(key: str, label: str, text: str, basis: str, lengths: Mapping[str, Length], **more: Any) -> None:
    enrol(Rule(key, label, KIND, text, basis, lengths, **more))


FASTER = {"grades": {FAST: "简易办理"}}
article(OFFICE_ROUTE, "登记转送", "从收到到转送、交办或告知。", "信访工作条例 22", {"": FIFTEEN})
article(
    COUNTY_ROUTE,
    "县级转送目标",
    "层层转送要在同一个 15 日里完成，县级用其中 4 日。只是目标，过了不算超期。",
    "层层转送的分工，可以改",
    {"": (4, TimeUnit.DAYS)},
    advice="尽快转出去，给下级留出时间。",
)
article(
    ORG_NOTIFY,
    "告知是否受理",
    "有权处理机关收到以后，书面告诉信访人是否受理、走什么途径。",
    "信访工作条例 23",
    {"": FIFTEEN, FAST: (3, TimeUnit.WORKING_DAYS)},
    **FASTER,
)
article(
    OBJECTION,
    "提异议",
    "收到转送、交办的，认为不属于本单位职权的，5 个工作日内提出并说明理由。",
    "信访工作条例 23",
    {"": (5, TimeUnit.WORKING_DAYS)},
    advice="不属于本单位的，到这天为止可以“提异议”。",
)
article(
    HANDLE,
    "办理",
    "从受理到出具信访处理意见书。情况复杂的，机关负责人批准，可以延长一次，要告诉信访人理由。",
    "信访工作条例 34",
    {"": SIXTY, FAST: (10, TimeUnit.WORKING_DAYS)},
    extension=LONGER,
    **FASTER,
)
article(REPLY, "答复建议", "从受理到答复建议人。", "平台默认期限（信访），县里可以改", {"": SIXTY})
article(
    REVIEW_APPLY,
    "申请复查",
    "信访人收到处理意见书之日起 30 日内，向上一级机关申请复查。",
    "信访工作条例 35",
    {"": THIRTY},
    of_citizen=True,
    warns=(20, 25),
)
article(REVIEW_DECIDE, "复查", "收到复查请求之日起出具复查意见。", "信访工作条例 35", {"": THIRTY})
article(
    RECHECK_APPLY,
    "申请复核",
    "信访人收到复查意见之日起 30 日内，向再上一级机关申请复核。",
    "信访工作条例 36",
    {"": THIRTY},
    of_citizen=True,
    warns=(20, 25),
)
article(
    RECHECK_DECIDE,
    "复核",
    "收到复核请求之日起出具复核意见。",
    "信访工作条例 36",
    {"": THIRTY},
    suspension="复核听证所需时间不计算在内（信访工作条例 36）",
)
article(EXECUTE, "落实意见", "支持请求的，到写明的日期落实。", "信访工作条例 32", {"": THIRTY})
article(FEEDBACK, "报办理结果", "交办的，到交办函写明的日期报结果。", "信访工作条例 22", {"": THIRTY})
article(
    UPWARD,
    "向转来的机关报结果",
    "上级交办、12345 等转来的，到来文写明的日期报结果。",
    "信访工作条例 22",
    {"": THIRTY},
)


def limit_of(key: str) -> LimitOf:
    """The limit of this key for a given petition: the county's, its profile's, or the platform's."""

    def find(matter: Any) -> Limit:
        limit: Limit = matter.own.limit(key)
        return limit

    return find


def profile_limit(key: str, profile: str, grade: str) -> Limit:
    """The limit where the county has set none: of the profile, else of the 条例."""
    rule = rules()[key]
    length = LENGTHS[profile].get(key)
    if length is None or grade:
        return rule.limit(grade)
    return Limit(key, length[0], PROFILE_BASIS[profile], length[1], rule.label, warns=rule.warns)


def limit_of_handling(matter: Any) -> Limit | None:
    """Sixty days for what is claimed by the way of petitions alone (XF-21); a suggestion has a reply's."""
    if matter.own.category == Category.SUGGEST:
        return limit_of(REPLY)(matter)
    return limit_of(HANDLE)(matter) if matter.own.path == Path.P6 else None


def limit_of_report(matter: Any) -> Limit | None:
    """To the day that whoever assigned it wrote down (XF-31)."""
    sent = matter.own.routing
    if sent is None or not sent.report_by:
        return None
    return Limit(FEEDBACK, sent.report_days, rules()[FEEDBACK].basis, label=rules()[FEEDBACK].label)


def limit_of_upward(matter: Any) -> Limit | None:
    """To the day by which whoever sent it here wants to hear of it (XF-31): whatever becomes of it."""
    days = matter.own.answer_days
    return Limit(UPWARD, days, rules()[UPWARD].basis, label=rules()[UPWARD].label) if days else None


def limit_of_execution(matter: Any) -> Limit | None:
    """To the day by which what was supported is to be done (XF-51)."""
    task = matter.own.task
    return Limit(EXECUTE, task.days, rules()[EXECUTE].basis, label=rules()[EXECUTE].label) if task else None


def limit_after_change(matter: Any) -> Limit | None:
    """The clock of the new path, where the petition was accepted already (XF-22)."""
    return None if matter.status == "routed" else limit_of_handling(matter)


def limit_of_guidance(matter: Any) -> Limit | None:
    """What was accepted and turns out to be for another procedure: the petitioner hears of it in time."""
    guided = matter.own.path != Path.P6 and matter.status != "routed"
    return limit_of(ORG_NOTIFY)(matter) if guided else None
