"""Where a petition was sent, what the receiver said to it, and why it was refused."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Unit, User
from casework.models import Matter
from casework.models.accusing import accuses
from petitions.dictionaries import Ground, Sending
from security.custody import Custody, Export, of_matter, recorded, with_matter

# Whom it complains of does not receive it, nor any unit below (XF-60).
NOT_TO_THE_ACCUSED = f"""
    IF {accuses("NEW.matter_id", "NEW.unit_id")} THEN
        RAISE EXCEPTION 'the accused does not receive it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accused_never_receives';
    END IF;
    RETURN NULL;
"""


class Routing(models.Model):
    """It was sent on: to a unit of the portal's, or to an organ elsewhere by its name (XF-30, XF-31)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="routings")
    sending = models.CharField("方式", max_length=8, choices=Sending)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="给哪个单位"
    )
    outside = models.CharField("外单位", max_length=80, blank=True)
    report_by = models.DateField("哪天以前报结果", null=True, blank=True)
    reported_on = models.DateField("哪天报的", null=True, blank=True)
    sent_on = models.DateField("哪天转的")
    ended_on = models.DateField("哪天收回或换单位的", null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁转的")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("sending"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("written_at",),
        fixed=("matter_id", "sending", "unit_id", "outside", "report_by", "sent_on", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "转送交办"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="accused_never_receives",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__unit__isnull=False),
                func=NOT_TO_THE_ACCUSED,
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_to_a_unit_or_an_organ_elsewhere",
                condition=Q(unit__isnull=True) ^ Q(outside=""),
                violation_error_message="选一个单位，或者写外单位的名称，只选一样。",
            ),
            models.CheckConstraint(
                name="assigned_petition_has_its_day",
                condition=Q(sending=Sending.ASSIGN, report_by__isnull=False)
                | Q(sending=Sending.FORWARD, report_by=None, reported_on=None),
                violation_error_message="交办的写明哪天以前报结果；转送的不写。",
            ),
            models.CheckConstraint(
                name="report_is_due_after_the_sending",
                condition=Q(report_by=None) | Q(report_by__gt=F("sent_on")),
                violation_error_message="报结果的日期要在交办以后。",
            ),
        ]

    def __str__(self) -> str:
        until = f"，{self.report_by:%Y-%m-%d} 以前报结果" if self.report_by else ""
        return f"{self.sent_on:%Y-%m-%d} {self.get_sending_display()}给{self.unit or self.outside}{until}"

    @property
    def report_days(self) -> int:
        """How many days the receiver has to report."""
        return (self.report_by - self.sent_on).days if self.report_by else 0


class Objection(models.Model):
    """The receiver says that it is not theirs, with reasons; whoever sent it decides (XF-34)."""

    routing = models.OneToOneField(Routing, on_delete=models.PROTECT, related_name="objection")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="routing_objections")
    reasons = models.TextField("理由")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁提的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    agreed = models.BooleanField("同意", null=True)
    answer = models.TextField("核实情况", blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded(),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("matter_id", "routing_id", "reasons", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_has_reasons",
                condition=~Q(reasons=""),
                violation_error_message="写明不属于本单位职权的理由。",
            ),
            models.CheckConstraint(
                name="decided_objection_says_by_whom",
                condition=Q(agreed=None, decided_by=None) | Q(agreed__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        said = {None: "等答复", True: "同意", False: "不同意"}[self.agreed]
        return f"{self.routing.unit}提异议，{said}"


class Refusal(models.Model):
    """It is not accepted, on a ground of the law, in a document that another hand checked (XF-40)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="refusals")
    ground = models.CharField("依据", max_length=2, choices=Ground)
    reason = models.TextField("理由")
    elsewhere = models.TextField("该找哪里", help_text="哪个机关，在哪里，怎么联系。")
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="哪个单位"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁拟的")
    at = models.DateTimeField(db_default=Now(), editable=False)
    agreed = models.BooleanField("同意", null=True)
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    document_on = models.DateField("告知书日期", null=True)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("ground"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("matter_id", "ground", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "不予受理"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="refusal_has_reason_and_a_way",
                condition=~Q(reason="") & ~Q(elsewhere=""),
                violation_error_message="写明理由，还要写信访人该找哪里。",
            ),
            models.CheckConstraint(
                name="refusal_is_checked_by_another",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("by")),
                violation_error_message="自己拟的要由另一个人来审。",
            ),
            models.CheckConstraint(
                name="refusal_is_a_document_once_agreed",
                condition=Q(agreed=None, reviewed_by=None, document_on=None)
                | Q(agreed=False, reviewed_by__isnull=False, document_on=None)
                | Q(agreed=True, reviewed_by__isnull=False, document_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_refusal_waits_at_a_time", fields=["matter"], condition=Q(agreed=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()}"

    @property
    def waits(self) -> bool:
        """Is it still to be checked?"""
        return self.agreed is None
