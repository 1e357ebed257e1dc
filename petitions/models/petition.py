"""A petition: what is particular to it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Unit
from casework.clocks import Limit
from casework.kinds import kind
from casework.models import LimitRule, Matter
from petitions.dictionaries import ORAL, Category, Channel, Path, ProfileName, Subject
from petitions.limits import FAST, profile_limit
from petitions.models.profiles import Profile, Topic
from petitions.telling import TELLS, sentence
from petitions.workflow import PETITION_FLOW
from security import clock
from security.custody import Custody, Export, of_matter, recorded, with_matter

MOMENTS = ("classified_at", "routed_at", "accepted_at", "answered_at", "ended_at")
LETTER = ("matter_id", "channel", "received_on", "sender", "answer_sender_by")
SERVED = "NEW.matter_id = ANY(portal.admitted())"


@kind(workflow=PETITION_FLOW, searched=("request", "facts", "reasons"), tells=TELLS, sentence=sentence)
class Petition(models.Model):
    """What somebody asks of the Party and the government, and how it goes (《信访工作条例》).

    Whoever petitions is in Person, sealed; here stands nothing that names them. The moments of its steps are
    written by the moves, so that figures need no history.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="petition")
    channel = models.CharField("渠道", max_length=6, choices=Channel)
    postmarked_on = models.DateField("邮戳日期", null=True, blank=True)
    received_on = models.DateField("收到日期", help_text="期限从收到那天起算，不从登记那天起算。")
    reception = models.CharField("接待场所", max_length=60, blank=True)
    skipped_level = models.BooleanField("越级走访", default=False, help_text="照样登记，引导到该去的地方。")
    read_back = models.BooleanField("念给本人听过，本人认可", default=False)
    request = models.TextField("请求")
    facts = models.TextField("事实")
    reasons = models.TextField("理由", blank=True)
    purpose = models.CharField("信访目的", max_length=60, blank=True)
    complained = models.CharField("反映谁（单位或人）", max_length=120, blank=True)
    headcount = models.PositiveSmallIntegerField("几个人", default=1)
    joint = models.BooleanField("联名（多人共同提出）", default=False)
    anonymous = models.BooleanField("没有留姓名", default=False)
    unreachable = models.BooleanField("姓名或地址不清，联系不上", default=False)
    foreigner = models.BooleanField("外国人、无国籍人", default=False)
    sender = models.CharField("哪个机关转来的", max_length=80, blank=True)
    sender_number = models.CharField("来文编号", max_length=60, blank=True)
    sent_here_on = models.DateField("哪天转来的", null=True, blank=True)
    answer_sender_by = models.DateField("哪天以前向它报结果", null=True, blank=True)
    answered_sender_on = models.DateField("哪天向它报的", null=True, editable=False)
    category = models.CharField("类别", max_length=8, choices=Category, blank=True)
    path = models.CharField("途径", max_length=2, choices=Path, blank=True)
    subject = models.CharField("内容大类", max_length=2, choices=Subject, blank=True)
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="内容小类"
    )
    is_repeat = models.BooleanField("重复", default=False)
    repeats = models.ForeignKey(
        Matter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="repeated_by",
        verbose_name="重复哪一件",
    )
    part_of = models.ForeignKey(
        Matter,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name="从哪一件分出来",
    )
    veiled = models.BooleanField("隐去信访人", default=False, editable=False)
    urgent = models.BooleanField("重大紧急", default=False, editable=False)
    reported_at = models.DateTimeField("向上报告的时间", null=True, editable=False)
    fast = models.BooleanField("简易办理", default=False)
    profile = models.ForeignKey(
        Profile, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    organ = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="有权处理机关、单位",
    )

    classified_at = models.DateTimeField("分类时间", null=True, editable=False)
    routed_at = models.DateTimeField("转出时间", null=True, editable=False)
    accepted_at = models.DateTimeField("受理时间", null=True, editable=False)
    answered_at = models.DateTimeField("答复时间", null=True, editable=False)
    ended_at = models.DateTimeField("终结时间", null=True, editable=False)

    custody = Custody(
        of_matter(),
        with_matter(),
        recorded("channel", "category", "path", "subject", "topic_id"),
        Export.INTERNAL,
        fixed=(*LETTER, "profile_id", "part_of_id"),
        system=(*MOMENTS, "answered_sender_on", "veiled", "urgent", "reported_at", "organ_id"),
        served=SERVED,
    )

    class Meta:
        verbose_name = verbose_name_plural = "信访件"
        indexes = [
            models.Index("received_on", name="petition_by_received_on"),
            models.Index("accepted_at", name="petition_by_accepted_at"),
            models.Index("answered_at", name="petition_by_answered_at"),
            models.Index("part_of", name="petition_by_whole", condition=Q(part_of__isnull=False)),
            models.Index("repeats", name="petition_by_repeated", condition=Q(repeats__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="petition_says_what_is_asked",
                condition=~Q(request="") & ~Q(facts=""),
                violation_error_message="写明请求和事实，几句话就行。",
            ),
            models.CheckConstraint(
                name="letter_is_posted_before_it_is_received",
                condition=Q(postmarked_on=None) | Q(postmarked_on__lte=F("received_on")),
                violation_error_message="邮戳日期晚于收到日期，改一个。",
            ),
            models.CheckConstraint(
                name="only_letters_bear_a_postmark",
                condition=Q(postmarked_on=None) | Q(channel=Channel.LETTER),
                violation_error_message="只有来信写邮戳日期。",
            ),
            models.CheckConstraint(
                name="spoken_petition_is_read_back",
                condition=Q(read_back=True) | ~Q(channel__in=sorted(ORAL)),
                violation_error_message="口头提出的要如实记录，念给本人听，本人认可了再登记。",
            ),
            models.CheckConstraint(
                name="one_petitions_at_least",
                condition=Q(headcount__gte=1) & (Q(joint=False) | Q(headcount__gte=2)),
                violation_error_message="联名的至少 2 人；一个人提出的不是联名。",
            ),
            models.CheckConstraint(
                name="only_visitors_skip_a_level",
                condition=Q(skipped_level=False) | Q(channel=Channel.VISIT),
                violation_error_message="只有来访才有越级走访。",
            ),
            models.CheckConstraint(
                name="only_claims_have_a_path",
                condition=Q(path="") | Q(category=Category.CLAIM),
                violation_error_message="只有申诉求决选途径。",
            ),
            models.CheckConstraint(
                name="only_what_was_sent_here_has_a_sender",
                condition=~Q(sender="") | Q(sender_number="", sent_here_on=None, answer_sender_by=None),
                violation_error_message="写明是哪个机关转来的。",
            ),
            models.CheckConstraint(
                name="sender_is_answered_after_it_came",
                condition=Q(answer_sender_by=None) | Q(answer_sender_by__gt=F("received_on")),
                violation_error_message="向转来的机关报结果的日期要在收到以后。",
            ),
            models.CheckConstraint(
                name="only_a_sender_who_asked_is_answered",
                condition=Q(answered_sender_on=None) | Q(answer_sender_by__isnull=False),
            ),
            models.CheckConstraint(
                name="who_accuses_is_hidden",
                condition=~Q(category=Category.ACCUSE) | Q(veiled=True),
                violation_error_message="检举控告的信访人一律隐去。",
            ),
            models.CheckConstraint(
                name="petition_is_no_part_of_itself",
                condition=Q(part_of=None) | ~Q(part_of=F("matter")),
            ),
            models.CheckConstraint(
                name="urgent_petition_was_reported",
                condition=Q(urgent=False) | Q(reported_at__isnull=False),
                violation_error_message="重大紧急的要写上报告的时间。",
            ),
            models.CheckConstraint(
                name="repeat_names_the_first",
                condition=Q(repeats=None) | (Q(is_repeat=True) & ~Q(repeats=F("matter"))),
                violation_error_message="重复的写上重复哪一件，不能是它自己。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter)

    @property
    def answer_days(self) -> int:
        """How many days there are to report to whoever sent it here; 0 where nobody asked."""
        return (self.answer_sender_by - self.received_on).days if self.answer_sender_by else 0

    @property
    def vital(self) -> bool:
        """May its limits wake somebody at night? What is grave may (XF-11)."""
        return self.urgent

    @staticmethod
    def page_of(matter: Matter) -> str:
        """The address of a petition's page."""
        return reverse("petitions:detail", args=[matter.number])

    @property
    def profile_name(self) -> str:
        """By which set of periods it is handled."""
        return self.profile.name if self.profile else ProfileName.NATIONAL

    @property
    def lapse_is_final(self) -> bool:
        return bool(self.profile and self.profile.lapse_is_final)

    @property
    def told(self) -> bool:
        """Is there anybody to be told? Not where name or address is unclear (XF-08)."""
        return not (self.anonymous or self.unreachable)

    def limit(self, key: str) -> Limit:
        """The limit for this step, should it start now: the county's own, its profile's, the platform's."""
        grade = FAST if self.fast else ""
        own = LimitRule.objects.own(key, categories=[], grade=grade, on=clock.today())
        return own or profile_limit(key, self.profile_name, grade)

    @property
    def routing(self) -> Any:
        """How it was sent to whoever has it now; None where it was not."""
        going = [one for one in self.matter.routings.all() if one.ended_on is None]
        return going[-1] if going else None

    @property
    def task(self) -> Any:
        """What has to be done of what was supported; None where nothing is left."""
        return self.matter.executions.filter(done_on=None, void=False).last()
