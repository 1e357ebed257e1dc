"""以案定补: claimed once, checked by another, published, objected to. The portal pays nobody."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Role, User
from areas.models import Area
from casework.models import Matter
from disputes.dictionaries import AgreementForm, Scale
from disputes.exceptions import RewardDenied
from disputes.models import Claim, Objection, Publication, RewardRate
from disputes.models.rewards import RewardSort
from disputes.papers import missing
from disputes.workflow import DisputeStatus
from security import clock

PUBLIC_DAYS = 7
TWICE = "这件纠纷已经申报过了，一件只能申报一次。"


def lacks(matter: Matter) -> str:
    """What the dispute lacks to be claimed for: the file complete, settled, performed; "" where nothing."""
    agreement = getattr(matter, "agreement", None)
    if agreement is None or agreement.effective_on is None:
        return "没有生效的协议，不能申报。"
    if matter.own.performed_at is None:
        return "协议还没有全部履行，履行完再申报。"
    if lacking := missing(matter.own.papers):
        return f"卷宗还缺：{'、'.join(lacking)}。补上再申报。"
    return "" if matter.status == DisputeStatus.FILED else "还没有立卷，立了卷再申报。"


def sort_of(matter: Matter) -> str:
    """Which line of the table it is: the highest that fits."""
    if matter.own.scale != Scale.SINGLE:
        return RewardSort.GROUP
    if matter.own.difficult:
        return RewardSort.DIFFICULT
    oral = matter.agreement.form == AgreementForm.ORAL
    return RewardSort.ORAL if oral else RewardSort.WRITTEN


def rate_for(matter: Matter) -> RewardRate | None:
    """The county's line for it, as the table stands today; the ordinary one where its sort has none."""
    table = RewardRate.objects.on(clock.today(), matter.area_id)
    lines = {rate.sort: rate for rate in table.order_by("valid_from")}
    return lines.get(sort_of(matter)) or lines.get(RewardSort.WRITTEN)


@transaction.atomic
def claim(matter: Matter, *, by: User) -> Claim:
    """The mediator claims for the dispute, once. Raises RewardDenied with the reason."""
    mediator = matter.own.mediator
    if mediator is None or mediator.user_id != by.pk:
        raise RewardDenied("要由调解这件纠纷的调解员本人申报。")
    if Claim.objects.filter(matter=matter).exists():
        raise RewardDenied(TWICE)
    if reason := lacks(matter):
        raise RewardDenied(reason)
    rate = rate_for(matter)
    if rate is None or matter.unit is None:
        raise RewardDenied("县里还没有定补贴标准。请系统管理员先把标准录进来。")
    said: dict[str, Any] = {"confidential": matter.confidential, "volume": matter.own.volume}
    said |= {"area": matter.area, "unit": matter.unit, "mediator": mediator, "payee": mediator.user}
    try:
        with transaction.atomic():
            return Claim.objects.create(matter=matter, rate=rate, amount=rate.amount, claimed_by=by, **said)
    except IntegrityError as error:
        raise RewardDenied(TWICE) from error


def may_check(user: User, claim: Claim) -> bool:
    """Is it this user's to check the claim: of the judicial office there, and not their own?"""
    mine = any(duty.role == Role.JUDICIAL and claim.area_id.startswith(duty.area_code) for duty in user.held)
    return mine and user.pk not in {claim.payee_id, claim.claimed_by_id}


@transaction.atomic
def check(claim: Claim, *, by: User, passed: bool, reason: str = "") -> Claim:
    """The judicial office passes a claim, or refuses it and says why. Raises RewardDenied."""
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if not may_check(by, claim):
        raise RewardDenied("申报由政法部门的另一个人审核，自己的不能自己审。")
    if claim.checked_by_id:
        raise RewardDenied("这一件已经审核过了。")
    if not passed and not reason:
        raise RewardDenied("写一句为什么不通过。")
    words = "" if passed else reason
    decided = {"checked_by": by, "checked_at": clock.now(), "passed": passed, "reason": words}
    Claim.objects.filter(pk=claim.pk).update(**decided)
    return Claim.objects.get(pk=claim.pk)


def to_publish(user: User) -> Any:
    """What passed and was not put up yet, in the area of this user of the judicial office."""
    area = office_area(user)
    found = Claim.objects.visible_to(user).filter(passed=True, publication=None, confidential=False)
    return found.filter(area__code__startswith=area) if area else found.none()


def office_area(user: User) -> str:
    """The widest area of the user's posts in the judicial office; "" without one."""
    return min((duty.area_code for duty in user.held if duty.role == Role.JUDICIAL), key=len, default="")


@transaction.atomic
def publish(*, by: User) -> Publication:
    """Put up all that passed, for seven days. What is confidential is not put up. Raises RewardDenied."""
    waiting = list(to_publish(by).select_for_update(of=("self",)).values_list("pk", flat=True))
    if not waiting:
        raise RewardDenied("没有要公示的：通过的都公示过了，涉隐私的不公示。")
    today = clock.today()
    put_up = Publication.objects.create(
        area=Area.objects.get(pk=office_area(by)),
        starts_on=today,
        ends_on=today + timedelta(days=PUBLIC_DAYS),
        by=by,
    )
    Claim.objects.filter(pk__in=waiting).update(publication=put_up)
    return put_up


def is_up(claim: Claim) -> bool:
    """Is it put up today, so that anybody may object?"""
    put_up = claim.publication
    return put_up is not None and put_up.starts_on <= clock.today() <= put_up.ends_on


def object_to(claim: Claim, *, text: str, by: User) -> Objection:
    """Write down what somebody says against a claim while it is up. Raises RewardDenied."""
    if not is_up(claim):
        raise RewardDenied("这一件现在不在公示期，不能记异议。")
    return Objection.objects.create(claim=claim, text=text, by=by)


@transaction.atomic
def answer(objection: Objection, *, upheld: bool, words: str, by: User) -> None:
    """What was found of an objection: upheld, and the claim falls; or not. Raises RewardDenied."""
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if not may_check(by, objection.claim):
        raise RewardDenied("异议由政法部门的另一个人来查。")
    if objection.upheld is not None:
        raise RewardDenied("这条异议已经答复过了。")
    Objection.objects.filter(pk=objection.pk).update(upheld=upheld, answer=words, answered_by=by)


def stands(claim: Claim) -> str:
    """How far a claim is, in words."""
    if claim.passed is None:
        return "等审核"
    if not claim.passed:
        return f"不通过：{claim.reason}"
    if any(objection.upheld for objection in claim.objections.all()):
        return "异议成立，不补"
    if claim.publication is None:
        return "通过，涉隐私不公示" if claim.confidential else "通过，等公示"
    over = clock.today() > claim.publication.ends_on
    open_ = [objection for objection in claim.objections.all() if objection.upheld is None]
    if open_:
        return "有异议，等答复"
    return "公示期满，没有成立的异议" if over else f"公示到 {claim.publication.ends_on:%Y-%m-%d}"
