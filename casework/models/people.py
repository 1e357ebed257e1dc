"""People in a matter: who reported it, who is a party to it. Lists show them masked; the rest is sealed.

What identifies them stands in a vault that the portal's own role writes and cannot read. It comes out
through portal.reveal alone, for a ticket that was committed before (casework/sql/vault.sql).
"""

from typing import Self
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from areas.models import inside
from casework.models.matter import Matter, one_of
from casework.models.scope import Scope as VisibleScope
from security.custody import (
    ACTOR,
    APPEND,
    Custody,
    Export,
    Scope,
    for_good,
    of_matter,
    recorded,
    through,
    with_matter,
)

# Nobody quarrels with themselves: a resident's number stands on one party of a matter, not on two.
ONE_PARTY = """
    IF EXISTS (
        SELECT FROM casework_person mine
        JOIN casework_person other ON other.matter_id = mine.matter_id AND other.id <> mine.id
        JOIN casework_sealed known ON known.person_id = other.id
        WHERE mine.id = NEW.person_id AND mine.part = 'party' AND other.part = 'party'
            AND known.id_number_index = NEW.id_number_index
    ) THEN
        RAISE EXCEPTION 'this number is another party of the matter'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'one_number_is_one_party';
    END IF;
    RETURN NULL;
"""
# Whoever handles a petition whose petitioner is hidden does not even see the mask (XF-61).
UNVEILED = f"""EXISTS (
    SELECT 1 FROM casework_matter m WHERE m.id = matter_id AND ({one_of("unveiled_areas", "m.area_id")})
)"""
WRITTEN = ("SELECT", "INSERT", "UPDATE")
INDEX_LENGTH = 64


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> Self:
        """Who sees the matter sees its people, masked; the hidden ones, who deals with petitions there."""
        unveiled = inside(VisibleScope.of(user).unveiled, "matter__area")
        return self.filter(Q(veiled=False) | unveiled, matter__in=Matter.objects.visible_to(user))

    def found_by(self, index: str) -> Self:
        """Those whose phone or resident's number has this blind index."""
        return self.filter(Q(sealed__phone_index=index) | Q(sealed__id_number_index=index))


class Person(models.Model):
    """Somebody in a matter, as lists show them (L2): 张*明, 138****8000. Holds no plain value."""

    class Part(models.TextChoices):
        REPORTER = "reporter", "反映人"
        PARTY = "party", "当事人"
        AGENT = "agent", "代理人"
        OTHER = "other", "其他有关的人"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="people", verbose_name="事项")
    part = models.CharField("身份", max_length=10, choices=Part, default=Part.REPORTER)
    masked_name = models.CharField("姓名（脱敏）", max_length=40, blank=True)
    masked_phone = models.CharField("电话（脱敏）", max_length=30, blank=True)
    masked_id_number = models.CharField("身份证号（脱敏）", max_length=30, blank=True)
    masked_address = models.CharField("住址（脱敏）", max_length=100, blank=True)
    masked_email = models.CharField("电子邮箱（脱敏）", max_length=260, blank=True)
    veiled = models.BooleanField(
        "不让承办单位知道", default=False, db_default=False, editable=False, help_text="连脱敏的也看不到。"
    )
    created_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)
    erased_at = models.DateTimeField("去标识时间", null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    # Who is hidden is written and read in the portal's own name, or by those who may know of them.
    custody = Custody(
        Scope(f"{of_matter().rows} AND (NOT veiled OR {UNVEILED})"),
        with_matter(),
        recorded("part"),
        Export.INTERNAL,
        rights=WRITTEN,
        stamped=("created_at",),
        fixed=("matter_id",),
        system=("erased_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "有关的人"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="person_has_a_name_a_phone_or_an_email",
                condition=~Q(masked_name="") | ~Q(masked_phone="") | ~Q(masked_email=""),
                violation_error_message="姓名、电话、电子邮箱至少写一样。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.masked_name or self.masked_phone or self.masked_email}"


class Sealed(models.Model):
    """What identifies a person, sealed, each value with the key that it names. Written, never read back.

    The portal's role may select the person and the blind indexes alone; so never fetch a row of this.
    """

    # The portal deletes nothing here: portal.erase_people does.
    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.DO_NOTHING, related_name="sealed"
    )
    name = models.TextField("姓名", blank=True)
    phone = models.TextField("电话", blank=True)
    id_number = models.TextField("身份证号", blank=True)
    address = models.TextField("住址", blank=True)
    email = models.TextField("电子邮箱", blank=True)
    phone_index = models.CharField("电话的盲索引", max_length=INDEX_LENGTH, blank=True)
    id_number_index = models.CharField("身份证号的盲索引", max_length=INDEX_LENGTH, blank=True)

    custody = Custody(
        through("casework_person", "person_id"),
        with_matter(),
        recorded(),
        rights=WRITTEN,
        hidden=("name", "phone", "id_number", "address", "email"),
        fixed=("person_id",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "加密的身份信息"
        triggers = [
            pgtrigger.Trigger(
                name="one_number_is_one_party",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                condition=~pgtrigger.Q(new__id_number_index=""),
                func=ONE_PARTY,
            )
        ]
        indexes = [
            models.Index("phone_index", name="sealed_by_phone", condition=~Q(phone_index="")),
            models.Index("id_number_index", name="sealed_by_id_number", condition=~Q(id_number_index="")),
        ]

    def __str__(self) -> str:
        return f"sealed: {self.person_id}"


class DataKey(models.Model):
    """A key of one matter's people, itself sealed by the county's key. Destroying them is erasing the people.

    The portal cannot read a key back either, so each time something is sealed it brings a new one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter = models.ForeignKey(Matter, on_delete=models.DO_NOTHING, related_name="data_keys")
    wrapped = models.TextField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        of_matter(), with_matter(), recorded(), rights=APPEND, hidden=("wrapped",), stamped=("created_at",)
    )

    class Meta:
        verbose_name = verbose_name_plural = "数据密钥"

    def __str__(self) -> str:
        return str(self.pk)


class Reveal(models.Model):
    """One look at a person's full details: who, whose, what for, when. Committed before anything is shown.

    The database writes by whom, when and in which transaction; `shown_at` is set when the values leave.
    """

    class Purpose(models.TextChoices):
        CALL = "call", "联系本人核实情况"
        VISIT = "visit", "上门走访"
        ANSWER = "answer", "回复或送达"
        CHECK = "check", "核对身份"
        LAW = "law", "依法提供给有关机关"
        OTHER = "other", "其他"

    NEED_WORDS = frozenset({Purpose.LAW, Purpose.OTHER})

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="reveals", verbose_name="谁的信息"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="谁查看"
    )
    purpose = models.CharField("用途", max_length=10, choices=Purpose)
    words = models.CharField("说明", max_length=200, blank=True)
    asked_at = models.DateTimeField("申请时间", db_default=Now(), editable=False)
    address = models.CharField("从哪里", max_length=45, blank=True)
    xid = models.BigIntegerField("事务", default=0)
    shown_at = models.DateTimeField("显示时间", null=True)

    custody = Custody(
        Scope(
            through("casework_person", "person_id").rows,
            written=f"{through('casework_person', 'person_id').rows} AND by_id = {ACTOR}",
        ),
        for_good("谁看过谁的身份信息，要一直查得到"),
        recorded("purpose"),
        Export.INTERNAL,
        rights=APPEND,
        stamped=("asked_at",),
        fixed=("person_id", "by_id", "purpose", "words", "address", "xid"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "查看记录"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="reveal_says_what_for",
                condition=~Q(purpose__in=["law", "other"]) | ~Q(words=""),
                violation_error_message="写一句用来做什么。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_id} → {self.person_id}"
