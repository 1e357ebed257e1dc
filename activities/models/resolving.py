"""五议两公开: a matter of the village in steps that cannot be left out; and 村规民约, which comes of one."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import Exact

from accounts.models import User
from activities.dictionaries import Gathering, Stage
from activities.models.entries import WHY_KEPT, Entry, custody_of_entry
from security.custody import Custody, Export, Scope, for_good, recorded

RESOLUTION = "EXISTS (SELECT 1 FROM activities_resolution owner WHERE owner.id = resolution_id"
WRITTEN = f"{RESOLUTION} AND owner.unit_id = ANY((SELECT portal.units())::bigint[]))"
# Each refusal is a constraint of its own name, so that the portal can say it in words.
NEXT_STEP = """
SELECT * INTO owner FROM activities_resolution r WHERE r.id = NEW.resolution_id FOR UPDATE;
SELECT * INTO before FROM activities_step s WHERE s.resolution_id = NEW.resolution_id
ORDER BY s.stage DESC LIMIT 1;
IF owner.withdrawn_at IS NOT NULL OR NEW.stage::int <> COALESCE(before.stage::int, 0) + 1
    + COALESCE((before.stage = '4' AND NOT owner.needs_town)::int, 0) THEN
    RAISE EXCEPTION 'no_step_is_left_out' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'no_step_is_left_out', TABLE = TG_TABLE_NAME;
END IF;
IF NEW."on" < GREATEST(before."on", before.until, owner."on") THEN
    RAISE EXCEPTION 'steps_follow_each_other' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'steps_follow_each_other', TABLE = TG_TABLE_NAME;
END IF;
IF before.agreed * 2 <= before.present THEN
    RAISE EXCEPTION 'what_was_voted_down_ends' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'what_was_voted_down_ends', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""
COUNTS = ("entitled", "present", "agreed", "against", "abstained")
UNCOUNTED = Q(**dict.fromkeys(COUNTS))
COUNTED = Q(
    **dict.fromkeys([f"{name}__isnull" for name in COUNTS], False),
    entitled__gt=0,
    present__lte=F("entitled"),
    present=F("agreed") + F("against") + F("abstained"),
)
HALF = Q(gathering__in=["board", "party", "villagers"], entitled__lt=F("present") * 2)
THIRDS = Q(gathering__in=["households", "delegates"], entitled__lte=F("present") * 3 / 2)


class Resolution(Entry):
    """A matter that a village decides; `on` is the day from which it was taken up."""

    title = models.CharField("什么事", max_length=120)
    text = models.TextField("要议的内容")
    needs_town = models.BooleanField("要乡镇审核", default=False)

    book = "resolutions"
    custody = custody_of_entry(fixed=("needs_town",))

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "五议两公开"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="resolution_is_of_a_village",
                condition=Exact(Length("area"), 12),
                violation_error_message="选村（社区）。",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One of the steps: when, what paper says so; of a meeting who came and how they voted."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField("哪一步", max_length=1, choices=Stage)
    on = models.DateField("哪天")
    until = models.DateField("公开到哪天", null=True, blank=True)
    gathering = models.CharField("谁开会", max_length=12, choices=Gathering, blank=True)
    entitled = models.PositiveIntegerField("应到", null=True, blank=True)
    present = models.PositiveIntegerField("实到", null=True, blank=True)
    agreed = models.PositiveIntegerField("同意", null=True, blank=True)
    against = models.PositiveIntegerField("不同意", null=True, blank=True)
    abstained = models.PositiveIntegerField("弃权", null=True, blank=True)
    document = models.CharField("会议记录、公告的名称或编号", max_length=120)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    custody = Custody(
        Scope(f"{RESOLUTION})", "", WRITTEN),
        for_good(WHY_KEPT),
        recorded("stage", "gathering"),
        Export.INTERNAL,
        rights=("SELECT", "INSERT"),
        stamped=("made_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "五议两公开的一步"
        ordering = ["stage"]
        constraints = [
            models.UniqueConstraint(
                name="a_step_is_taken_once",
                fields=["resolution", "stage"],
                violation_error_message="这一步已经记过了。",
            ),
            models.CheckConstraint(
                name="step_names_its_paper",
                condition=~Q(document=""),
                violation_error_message="写上会议记录或者公告的名称。",
            ),
            models.CheckConstraint(
                name="votes_are_those_of_who_came",
                condition=~Q(stage__in=["2", "3", "4"]) & UNCOUNTED | Q(stage__in=["2", "3", "4"]) & COUNTED,
                violation_error_message="实到不多于应到；同意、不同意、弃权加起来等于实到。",
            ),
            models.CheckConstraint(
                name="each_meeting_is_of_its_own_people",
                condition=Q(stage="2", gathering="board")
                | Q(stage="3", gathering="party")
                | Q(stage="4", gathering__in=["villagers", "households", "delegates"])
                | Q(stage__in=["1", "5", "6", "7"]),
                violation_error_message="选一下谁开会。",
            ),
            models.CheckConstraint(
                name="enough_came_to_decide",
                condition=~Q(stage__in=["2", "3", "4"]) | HALF | THIRDS,
                violation_error_message="到会的人不够：户的代表、村民代表要三分之二以上，其他要过半数。",
            ),
            models.CheckConstraint(
                name="what_was_decided_is_published_long_enough",
                condition=Q(stage="6", until__isnull=False, until__gt=F("on"))
                | ~Q(stage="6") & Q(until=None),
                violation_error_message="决议公开要写公开到哪天。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="next_step",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("owner", "record"), ("before", "record")],
                func=NEXT_STEP,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.on}"

    @property
    def carried(self) -> bool:
        """More than half of those present agreed; a step without a vote is carried by being taken."""
        return self.present is None or (self.agreed or 0) * 2 > self.present


class Charter(Entry):
    """村规民约 in versions: `on` is the day on which the village decided it. Old ones are kept."""

    version = models.PositiveSmallIntegerField("第几版")
    text = models.TextField("全文")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, related_name="charters", verbose_name="哪次决议"
    )
    filed_on = models.DateField("哪天报乡镇备案", null=True, blank=True)
    filed_as = models.CharField("备案号", max_length=60, blank=True)

    book = "charters"
    custody = custody_of_entry()

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "村规民约"
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                name="one_charter_of_a_number",
                fields=["area", "version"],
                condition=Q(withdrawn_at=None),
                violation_error_message="这个村（社区）已经有这一版。",
            ),
            models.CheckConstraint(
                name="charter_is_filed_after_it_is_decided",
                condition=Q(filed_on=None) | Q(filed_on__gte=F("on")),
                violation_error_message="备案不能早于决议。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} 第 {self.version} 版"
