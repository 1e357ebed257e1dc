"""What is known of petitioners beside their sealed details; and which officials stepped aside."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from casework.models import Matter, Person
from petitions.dictionaries import RecusalReason
from security.custody import APPEND, Custody, Export, of_matter, recorded, through, with_matter

MOST_REPRESENTATIVES = 5
# Those who come together send five at most to speak for them (XF-06).
FIVE_SPEAK = f"""
    IF EXISTS (SELECT FROM petitions_petition p WHERE p.matter_id = NEW.matter_id AND p.channel = 'visit')
    AND (
        SELECT count(*) FROM petitions_petitioner other
        WHERE other.matter_id = NEW.matter_id AND other.represents
    ) > {MOST_REPRESENTATIVES} THEN
        RAISE EXCEPTION 'five visitors speak for the rest at most'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'five_visitors_speak';
    END IF;
    RETURN NULL;
"""  # nosec B608 - a number of our own


class Petitioner(models.Model):
    """One who petitions. Whoever may not see the person does not see this row either.

    `name_index` is the blind index of the name, of this matter alone: by it a text is kept from naming them
    to those from whom they are hidden (XF-61). No search asks it.
    """

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.PROTECT, related_name="petitioner", verbose_name="谁"
    )
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="petitioners")
    is_body = models.BooleanField("单位", default=False)
    represents = models.BooleanField("推选的代表", default=False)
    name_index = models.CharField(max_length=64, blank=True, editable=False)

    custody = Custody(
        through("casework_person", "person_id"),
        with_matter(),
        recorded(),
        Export.NEVER,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("matter_id", "person_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "信访人"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="five_visitors_speak",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__represents=True),
                func=FIVE_SPEAK,
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}{'（代表）' if self.represents else ''}"


class Recusal(models.Model):
    """An official stepped aside in this petition, and why; they do nothing more in it (XF-10)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="stand_downs")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁")
    reason = models.CharField("为什么", max_length=10, choices=RecusalReason)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁定的")
    at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(), with_matter(), recorded("reason"), Export.INTERNAL, rights=APPEND, stamped=("at",)
    )

    class Meta:
        verbose_name = verbose_name_plural = "回避"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="official_steps_aside_once", fields=["matter", "user"])]

    def __str__(self) -> str:
        return f"{self.user}：{self.get_reason_display()}"
