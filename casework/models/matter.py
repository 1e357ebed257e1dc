from datetime import datetime
from itertools import takewhile
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Now, Right, Upper
from django.utils.functional import cached_property

from accounts.models import PETITION, Unit, User
from areas.models import Area
from casework.kinds import kind_of, kinds
from casework.models.accusing import NOT_BY_THE_ACCUSED
from casework.models.finding import Hits, Words, says
from casework.models.scope import Scope, desk
from casework.workflow import Workflow
from security import clock
from security.custody import ACTOR, Custody, Export, Retention, recorded
from security.custody import Scope as Rows


class RandomUUID(models.Func):
    """A number that nobody can guess, made by the database."""

    function = "gen_random_uuid"
    arity = 0
    output_field = models.UUIDField()


def one_of(codes: str, column: str = "area_id") -> str:
    """SQL: the row's area is one of these, or lies in one. A code begins with those around it."""
    return " OR ".join(
        f"left({column}, {level}) = ANY((SELECT portal.{codes}())::text[])" for level in (6, 9, 12, 15)
    )


def among(ids: str, column: str = "id") -> str:
    """SQL: the column is one of these ids of the context, which are looked up once for a query."""
    return f"{column} = ANY((SELECT portal.{ids}())::bigint[])"


# The second lock behind visible_to: the same sentence, in SQL, over what the database knows of the user.
HELD = f"holder_id = {ACTOR}"
REACHED = f"""
    (
        (
            (kind <> '{PETITION}' AND ({one_of("areas")}))
            OR (kind = '{PETITION}' AND ({one_of("petition_areas")}))
            OR {among("units", "unit_id")} OR {HELD} OR {among("granted")}
        )
        AND (
            NOT confidential OR {HELD} OR {among("granted")}
            OR {one_of("kept_areas")} OR {among("kept_units", "unit_id")}
        )
        AND NOT {among("accusing")}
    )
    OR {among("admitted")}
"""


# One code for a matter and all that grows from it (一码到底): random, so that it tells of no other number.
NEW_CHAIN = Upper(Right(Cast(RandomUUID(), models.TextField()), 12))
RETURNS = ("hand_back", "refer")


class MatterQuerySet(models.QuerySet["Matter"]):
    def visible_to(self, user: User) -> Self:
        """Matters in the user's areas, of their units, in their hands, or granted one by one.

        Every page, form, count, export and API starts here: no kind has a scope of its own. What
        accuses one of the user's units, or a superior of one, is out of reach, whatever else allows it.
        """
        scope = Scope.of(user)
        return self.filter(scope.reached, scope.shown).exclude(scope.withheld)

    def of(self, model: type[models.Model]) -> Self:
        """Matters of one kind, with the kind's own row at hand."""
        return self.filter(kind=kind_of(model)).select_related(kind_of(model))

    def on_desk_of(self, user: User) -> Self:
        """Open matters that wait for something only this user, or somebody in their place, can do."""
        return self.open().filter(desk(user))

    def found(self, words: Words, hits: Hits) -> Self:
        """Those with all the words, once `hits` are what the database found of them.

        By their keys where it named them all; else each row is asked, of which so many have them.
        """
        return self.filter(says(words)) if hits.more else self.filter(pk__in=hits.keys)

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def overdue(self, now: datetime) -> Self:
        return self.open().filter(due_at__lte=now)

    def due_between(self, start: datetime, end: datetime) -> Self:
        """Open matters whose nearest limit ends after `start` and not after `end`."""
        return self.open().filter(due_at__gt=start, due_at__lte=end)

    def locked(self) -> Self:
        """Lock the matters, and nothing else: rows that point at them may still be written.

        Read the kind's row after this query, not with it, or it is that of before the wait. Each matter
        brings along, as `asked_at`, the database's time at which it was asked for.
        """
        return self.select_for_update(of=("self",), no_key=True).annotate(asked_at=clock.in_query())

    def newest(self) -> Self:
        """The last registered first: for lists in which most are closed and no limit runs."""
        return self.order_by("-registered_at", "-pk")

    def for_list(self) -> Self:
        """The most urgent first, with all that a row shows: as many queries for 25 rows as for one.

        Prefetched, not joined: the database sorts and cuts before it looks up any name.
        """
        return self.order_by("due_at", "pk").prefetch_related("area", "holder", "unit")


class Matter(models.Model):
    """What a case, a dispute and a petition have in common. What is particular is in `own`."""

    number = models.CharField("编号", max_length=20, editable=False)
    kind = models.CharField("种类", max_length=20, editable=False)
    title = models.CharField("标题", max_length=120)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="发生地"
    )
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="承办单位",
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="经办人",
    )
    status = models.CharField("状态", max_length=20, editable=False)
    due_at = models.DateTimeField(
        "期限", null=True, editable=False, help_text="最近一个在走的期限；到了这一刻就是超期。"
    )
    confidential = models.BooleanField("涉密涉隐私", default=False)
    version = models.PositiveIntegerField("第几步", default=0, editable=False)
    submission = models.UUIDField("提交号", null=True, editable=False, help_text="同一次提交只登记一件。")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="登记人",
    )
    registered_at = models.DateTimeField(
        "登记时间",
        db_default=Now(),
        editable=False,
        help_text="按它统计；从别处导入的，是原来登记的时刻。",
    )
    created_at = models.DateTimeField(
        "入库时间", db_default=Now(), editable=False, help_text="由数据库记下，谁也不能改。"
    )
    closed_at = models.DateTimeField("结案时间", null=True, editable=False)
    chain = models.CharField(
        "一码", max_length=12, db_default=NEW_CHAIN, editable=False, help_text="由此而来的事项都用这一个码。"
    )

    objects = MatterQuerySet.as_manager()

    custody = Custody(
        Rows(REACHED),
        Retention(10, Retention.Then.ANONYMISE, "closed_at", "保存年限由县里定"),
        recorded("number", "kind", "status", "area_id"),
        Export.INTERNAL,
        stamped=("created_at",),
        said=("registered_at",),
        fixed=("number", "kind", "submission", "created_by_id"),
        system=("status", "version", "unit_id", "holder_id", "due_at", "closed_at", "confidential", "chain"),
        served="NEW.id = ANY(portal.admitted())",
    )

    class Meta:
        verbose_name = verbose_name_plural = "事项"
        triggers = [
            pgtrigger.Trigger(
                name="accused_never_handles",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("unit_id"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Condition(
                    "NEW.unit_id IS DISTINCT FROM OLD.unit_id AND NEW.unit_id IS NOT NULL"
                ),
                func=NOT_BY_THE_ACCUSED,
            )
        ]
        indexes = [
            # Also of closed ones: an OR of scope conditions is answered by indexes only if each has its own.
            models.Index("holder", "due_at", name="matter_by_holder", condition=Q(holder__isnull=False)),
            models.Index("unit", "due_at", name="matter_open_by_unit", condition=Q(closed_at=None)),
            models.Index(
                fields=["kind", "area", "due_at"],
                name="matter_open_by_area",
                condition=Q(closed_at=None),
                include=["id", "unit", "confidential"],  # what a count by area asks
            ),
            models.Index("due_at", "id", name="matter_open_by_due_at", condition=Q(closed_at=None)),
            models.Index("kind", "registered_at", name="matter_by_kind"),
            models.Index("area", "registered_at", name="matter_by_area"),
            models.Index("unit", "registered_at", name="matter_by_unit"),
            models.Index("closed_at", name="matter_by_closed_at"),  # the figures of a period ask for it
            models.Index("chain", name="matter_by_chain"),
            models.Index(fields=["kind"], name="matter_confidential", condition=Q(confidential=True)),
            models.Index("due_at", "id", name="matter_by_due_at"),  # the urgent first, then the closed
        ]
        constraints = [
            # Not unique=True, which would add a second index for LIKE.
            models.UniqueConstraint(name="matter_number_is_unique", fields=["number"]),
            # Of one person: a number that somebody else made up before is no reason to refuse.
            models.UniqueConstraint(name="submission_makes_one_matter", fields=["created_by", "submission"]),
            models.CheckConstraint(
                name="matter_is_not_closed_before_it_was_registered",
                condition=Q(closed_at=None) | Q(closed_at__gte=models.F("registered_at")),
                violation_error_message="结案时间早于登记时间，改一个。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return str(kinds()[self.kind].page_of(self))

    @property
    def own(self) -> Any:
        """The row of the matter's kind. One query, none after of(model) or select_related(kind)."""
        return getattr(self, self.kind)

    @property
    def vital(self) -> bool:
        """Can it not wait until morning, because somebody's life or safety hangs on it?"""
        return bool(getattr(self.own, "vital", False))

    @property
    def kind_label(self) -> str:
        """What it is, in one word: 案件."""
        return str(kinds()[self.kind]._meta.verbose_name)

    @property
    def flow(self) -> Workflow:
        return kinds()[self.kind].workflow

    @property
    def status_label(self) -> str:
        return str(self.flow.statuses(self.status).label)

    @property
    def code(self) -> str:
        """The chain's code as people read it: 3F9A-07C2-E81B."""
        return "-".join(self.chain[start : start + 4] for start in (0, 4, 8))

    @cached_property
    def returns(self) -> int:
        """How often units handed it back in its present life; reopening begins a new one (T3)."""
        moves = self.events.filter(move__in=[*RETURNS, "reopen"]).order_by("-at", "-pk")
        return len(list(takewhile(lambda move: move != "reopen", moves.values_list("move", flat=True))))

    @cached_property
    def postponement(self) -> Any:
        """What it is put off by, or asked to be; None where it is not."""
        return standing(self.postponements.all())

    @cached_property
    def supervision(self) -> Any:
        """Who watches it from above, and to when; None where nobody does."""
        return standing(self.supervisions.all())

    @cached_property
    def follows(self) -> "Matter | None":
        """The matter that it goes along with; None where there is none, or none to be seen."""
        running = self.mergers.filter(ended_at=None).select_related("into").first()
        return running.into if running else None

    def forget(self) -> None:
        """Drop what was read of what stands over the matter: a move changed it."""
        for name in ("returns", "postponement", "supervision", "follows"):
            vars(self).pop(name, None)


def standing(rows: Any) -> Any:
    """Of what may stand over a matter, the one that has not ended; there is one at most."""
    return next((one for one in rows if one.ended_at is None), None)
