"""The plain lines of the ledger: what was held, who helps, what was bought, where legal help is."""

from django.db import models
from django.db.models import F, Q

from activities.dictionaries import Help, Kind, Outcome, Sort
from activities.models.entries import Entry, custody_of_entry


class Activity(Entry):
    """Something that was held (普法、道德讲堂、培训…): facts and numbers, no names of those who came."""

    kind = models.CharField("哪一类", max_length=12, choices=Kind)
    place = models.CharField("进哪里", max_length=12, blank=True)
    topic = models.CharField("主题", max_length=120)
    people = models.PositiveIntegerField("多少人", null=True, blank=True)
    partners = models.CharField("一起办的", max_length=200, blank=True)
    said = models.TextField("讲了什么、议定了什么", blank=True)

    book = "activities"
    custody = custody_of_entry("kind", "place")

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "活动"
        indexes = [models.Index(name="activity_by_place_and_day", fields=["area", "on"])]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="activity_has_a_topic",
                condition=~Q(topic=""),
                violation_error_message="写上主题。",
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class Organisation(Entry):
    """社会组织: one that is registered or put on file, with the number of its licence."""

    name = models.CharField("名称", max_length=80)
    sort = models.CharField("性质", max_length=12, choices=Sort)
    licence = models.CharField("登记证号或备案号", max_length=40)
    field = models.CharField("做什么", max_length=200, blank=True)

    book = "organisations"
    custody = custody_of_entry("sort")

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "社会组织"
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                name="one_organisation_of_a_licence",
                fields=["licence"],
                condition=Q(withdrawn_at=None),
                violation_error_message="这个登记证号已经登记过了。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Purchase(Entry):
    """购买服务: what was bought of an organisation, by which contract, for how much, and was it good."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="purchases", verbose_name="社会组织"
    )
    service = models.CharField("买什么服务", max_length=120)
    contract = models.CharField("合同编号", max_length=60)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    until = models.DateField("到哪天")
    outcome = models.CharField("验收", max_length=8, choices=Outcome, default=Outcome.OPEN)
    accepted_on = models.DateField("哪天验收的", null=True, blank=True)

    book = "purchases"
    custody = custody_of_entry("outcome")

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "购买服务"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="purchase_costs_something",
                condition=Q(amount__gt=0),
                violation_error_message="金额要大于 0。",
            ),
            models.CheckConstraint(
                name="purchase_ends_after_it_begins",
                condition=Q(until__gte=F("on")),
                violation_error_message="到期不能早于开始。",
            ),
            models.CheckConstraint(
                name="purchase_is_accepted_on_a_day",
                condition=Q(outcome="open", accepted_on=None)
                | ~Q(outcome="open") & Q(accepted_on__isnull=False, accepted_on__gte=F("on")),
                violation_error_message="验收了的写哪天验收的，不早于开始；没有验收的不写。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}（{self.contract}）"


class Contact(Entry):
    """Where people get legal help: the line 12348, a village's adviser, a place to go to."""

    sort = models.CharField("哪一种", max_length=12, choices=Help)
    name = models.CharField("名称", max_length=80, help_text="单位或者点位；法律顾问写律所和姓名。")
    reach = models.CharField("怎么联系", max_length=120, help_text="公开的电话、地址、时间。")
    until = models.DateField("到哪天", null=True, blank=True)

    book = "contacts"
    custody = custody_of_entry("sort")

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "公共法律服务"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="contact_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("on")),
                violation_error_message="到期不能早于开始。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
