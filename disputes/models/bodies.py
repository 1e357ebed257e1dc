"""Who mediates: bodies, their terms and registration, and the people in them (domain.md 2.1)."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Unit, User
from disputes.dictionaries import BodySort, JusticeType
from security.custody import Custody, Export, for_good, open_to_all, recorded

JUSTICE = "system_admin"
SEATED, LEAST = ("chair", "member"), 3
IN_OFFICE = "调解组织和调解员的名册是公开的"


class Body(models.Model):
    """A mediating body: a people's mediation committee, or a commercial one. It is a unit of the county."""

    unit = models.OneToOneField(
        Unit, primary_key=True, on_delete=models.PROTECT, related_name="body", verbose_name="单位"
    )
    sort = models.CharField("种类", max_length=12, choices=BodySort)
    trade = models.CharField("哪个行业", max_length=40, blank=True, help_text="医疗、物业、劳动、道路交通……")
    charges = models.BooleanField("收费", default=False, help_text="只有商事调解组织可以收费。")
    seal = models.CharField(
        "印章全称", max_length=80, blank=True, help_text="协议书落款用；不填就用单位名称。"
    )
    mixed = models.BooleanField(
        "多民族居住的地方", default=False, help_text="这样的地方，委员里要有人数较少的民族（人民调解法 8）。"
    )
    mark = models.CharField("文号简称", max_length=20, blank=True, help_text="卷号用，例如“武原调”。")
    phone = models.CharField(
        "对外电话",
        max_length=30,
        blank=True,
        validators=[RegexValidator(r"^[0-9-]{5,20}$", "写电话号码，比如 0573-86020000。")],
        help_text="申请调解的群众看得到；不写就显示上一级调委会的。",
    )
    term_from = models.DateField("本届自", null=True, blank=True)
    term_until = models.DateField("本届至", null=True, blank=True, help_text="任期 3 年。")
    registered_on = models.DateField("在司法局备案的日期", null=True, blank=True)
    registration = models.CharField("备案号", max_length=40, blank=True)
    retired_on = models.DateField("撤销日期", null=True, blank=True)

    custody = Custody(
        open_to_all(IN_OFFICE, JUSTICE),
        for_good("卷宗和协议上有它"),
        recorded("sort", "trade"),
        Export.PUBLIC,
    )

    class Meta:
        verbose_name = verbose_name_plural = "调解组织"
        ordering = ["unit"]
        constraints = [
            models.CheckConstraint(
                name="only_commercial_bodies_charge",
                condition=Q(charges=False) | Q(sort=BodySort.COMMERCIAL),
                violation_error_message="人民调解不收费（人民调解法 4）。收费的请选“商事调解组织”。",
            ),
            models.CheckConstraint(
                name="industry_body_names_its_trade",
                condition=~Q(sort=BodySort.INDUSTRY) | ~Q(trade=""),
                violation_error_message="行业性调委会要写是哪个行业。",
            ),
            models.CheckConstraint(
                name="term_of_body_ends_after_it_begins",
                condition=Q(term_from=None) | Q(term_until=None) | Q(term_until__gt=F("term_from")),
                violation_error_message="“本届至”要晚于“本届自”。",
            ),
        ]

    def __str__(self) -> str:
        return self.unit.name

    @property
    def is_committee(self) -> bool:
        """A people's mediation committee, to which the law on people's mediation applies."""
        return self.sort != BodySort.COMMERCIAL

    def lacking(self) -> list[str]:
        """What the law wants of a committee and is not there: three members, a chair, a woman (MD-01),
        and where several peoples live one of a smaller people.

        A people's committee is registered with the justice bureau (MD-06).
        """
        if not self.is_committee or self.retired_on:
            return []
        seats = [one for one in self.mediators.all() if one.seat in SEATED and one.active_until is None]
        wanted = (
            ("至少 3 名委员", len(seats) < LEAST),
            ("主任", not any(one.seat == "chair" for one in seats)),
            ("女委员", not any(one.gender == "f" for one in seats)),
            ("人数较少民族的委员", self.mixed and not any(one.minority for one in seats)),
            ("备案", not self.registered_on),
        )
        return [name for name, missing in wanted if missing]


class MediatorQuerySet(models.QuerySet["Mediator"]):
    def active(self, day: date) -> Self:
        """Those who may take a dispute on this day."""
        return self.filter(Q(active_until=None) | Q(active_until__gte=day), active_from__lte=day)


class Mediator(models.Model):
    """Somebody who mediates in a body (MD-04): a member of the committee, or appointed by it."""

    class Gender(models.TextChoices):
        FEMALE = "f", "女"
        MALE = "m", "男"

    class Seat(models.TextChoices):
        CHAIR = "chair", "主任"
        MEMBER = "member", "委员"
        APPOINTED = "appointed", "聘任的调解员"

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="mediators", verbose_name="调解组织"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mediates", verbose_name="账号")
    seat = models.CharField("身份", max_length=10, choices=Seat, default=Seat.APPOINTED)
    gender = models.CharField("性别", max_length=1, choices=Gender)
    minority = models.BooleanField("人数较少的民族", default=False)
    specialities = models.JSONField("擅长", default=list, blank=True, help_text="纠纷类型的代码。")
    active_from = models.DateField("自哪天起")
    active_until = models.DateField("至哪天", null=True, blank=True, help_text="离任的最后一天；没离任不填。")

    objects = MediatorQuerySet.as_manager()

    custody = Custody(
        open_to_all(IN_OFFICE, JUSTICE), for_good("卷宗和协议上有他们"), recorded("seat"), Export.PUBLIC
    )

    class Meta:
        verbose_name = verbose_name_plural = "调解员"
        ordering = ["body", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_chair_of_a_body_at_a_time",
                fields=["body"],
                condition=Q(seat="chair", active_until=None),
                violation_error_message="这个组织已经有主任。先给前任写上“至哪天”。",
            ),
            models.UniqueConstraint(
                name="mediator_sits_in_a_body_once",
                fields=["body", "user"],
                condition=Q(active_until=None),
                violation_error_message="这个人已经在这个组织里。",
            ),
            models.CheckConstraint(
                name="mediator_leaves_after_coming",
                condition=Q(active_until=None) | Q(active_until__gte=F("active_from")),
                violation_error_message="“至哪天”不能早于“自哪天起”。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def knows(self) -> str:
        """What they are good at, in words."""
        return "、".join(JusticeType(code).label for code in self.specialities if code in JusticeType.values)
