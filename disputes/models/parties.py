"""Who quarrels, who speaks for them, and who may not mediate between them."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter, Person
from disputes.dictionaries import Nature, PartyRole, Recusing, Side, Ties
from disputes.models.bodies import Mediator
from security.custody import APPEND, Custody, Export, of_matter, recorded, with_matter

MOST_SPEAKERS = 5
# Of a side with many people five at most speak for the rest (MD-16).
FIVE_SPEAK = f"""
    IF (
        SELECT count(*) FROM disputes_party other
        WHERE other.matter_id = NEW.matter_id AND other.side = NEW.side
            AND other.speaks AND other.ended_on IS NULL
    ) > {MOST_SPEAKERS} THEN
        RAISE EXCEPTION 'a side has five representatives at most'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'five_speak_for_a_side';
    END IF;
    RETURN NULL;
"""  # nosec B608 - a number of our own


class Party(models.Model):
    """What is known of somebody beside the sealed details: a party, or who acts for one, and on which side.

    Whoever left stays on record, with the day and the reason.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="parties")
    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.PROTECT, related_name="party", verbose_name="谁"
    )
    nature = models.CharField("性质", max_length=8, choices=Nature, default=Nature.NATURAL)
    side = models.CharField("哪一方", max_length=10, choices=Side)
    role = models.CharField("身份", max_length=10, choices=PartyRole, default=PartyRole.PARTY)
    acts_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="spoken_by", verbose_name="替谁"
    )
    authorisation = models.CharField("授权范围", max_length=200, blank=True)
    speaks = models.BooleanField("推选的代表", default=False)
    ended_on = models.DateField("退出的日期", null=True, blank=True)
    ended_why = models.CharField("退出的原因", max_length=200, blank=True)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("nature", "side", "role"),
        Export.INTERNAL,
        fixed=("matter_id", "person_id", "role", "acts_for_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "当事人"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="five_speak_for_a_side",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__speaks=True),
                func=FIVE_SPEAK,
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="who_acts_acts_for_a_party",
                condition=Q(role=PartyRole.PARTY, acts_for=None)
                | (~Q(role=PartyRole.PARTY) & Q(acts_for__isnull=False, speaks=False)),
                violation_error_message="代理人和监护人要选替哪一位当事人；当事人自己不选。",
            ),
            models.CheckConstraint(
                name="agent_is_authorised",
                condition=~Q(role=PartyRole.AGENT) | ~Q(authorisation=""),
                violation_error_message="写一句授权范围，比如“代为调解、签字”。",
            ),
            models.CheckConstraint(
                name="who_left_left_on_a_day_for_a_reason",
                condition=Q(ended_on=None, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                violation_error_message="写上退出的日期和原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standing} {self.person.masked_name or self.person.masked_phone}"

    @property
    def standing(self) -> str:
        """On which side, and as what, in words."""
        side = str(self.get_side_display())
        if self.role != PartyRole.PARTY:
            return f"{side}的{self.get_role_display()}"
        return f"{side}（推选的代表）" if self.speaks else side


class Recusal(models.Model):
    """A mediator gave way in this dispute, and why; they are not chosen for it again (MD-18b)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recusals")
    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField("为什么", max_length=10, choices=Recusing)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("reason"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "回避"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="mediator_gives_way_once", fields=["matter", "mediator"])]

    def __str__(self) -> str:
        return f"{self.mediator}：{self.get_reason_display()}"


class Declaration(models.Model):
    """What a mediator said of their ties to the parties: when they took it, and when one came up (MD-18b)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="declarations")
    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, related_name="declarations")
    ties = models.CharField("有没有利害关系", max_length=10, choices=Ties)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("ties"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "利害关系申明"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.mediator}：{self.get_ties_display()}"
