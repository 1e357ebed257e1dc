from datetime import datetime
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Role, User
from jobs.models import Job
from security.custody import (
    ACTOR,
    READ,
    Custody,
    Export,
    Retention,
    Scope,
    for_good,
    not_recorded,
    of_roles,
    recorded,
)

AUDITOR = Role.AUDIT_ADMIN
MINE = of_roles(AUDITOR)
YEARS = 3  # the law asks for six months at least (网络安全法)


M = TypeVar("M", bound=models.Model)


class AuditorsQuerySet(models.QuerySet[M]):
    def visible_to(self, user: User) -> Self:
        """The record is for the auditor alone: not for those whose work it records."""
        return self if AUDITOR in user.roles else self.none()


class EntryQuerySet(AuditorsQuerySet["Entry"]):
    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(at__gte=start, at__lt=end)

    def newest(self) -> Self:
        return self.order_by("-at", "-pk")

    def before(self, at: datetime, pk: int) -> Self:
        """Those that come after this one in `newest`. The first condition is the one an index answers."""
        return self.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))


class Entry(models.Model):
    """One row inserted, updated or deleted, by whatever way: written by the database's own triggers.

    No foreign keys: an entry outlives what it speaks of. `before` and `after` hold the changed columns of
    an update; texts are in them as digests only.
    """

    class Op(models.TextChoices):
        INSERT = "insert", "新增"
        UPDATE = "update", "修改"
        DELETE = "delete", "删除"

    at = models.DateTimeField("时间")
    xid = models.BigIntegerField("事务", help_text="写入它的数据库事务；按它封存。")
    relation = models.TextField("表")
    row = models.TextField("行")
    matter = models.BigIntegerField("事项", null=True)
    op = models.TextField("做了什么", choices=Op)
    actor = models.BigIntegerField("谁", null=True)
    purpose = models.TextField("经由", help_text="页面、接口、后台任务或命令。")
    address = models.TextField("从哪里")
    request = models.TextField("请求号")
    before = models.JSONField("改前", null=True)
    after = models.JSONField("改后", null=True)

    objects = EntryQuerySet.as_manager()
    custody = Custody(
        scope=MINE,
        retention=Retention(YEARS, Retention.Then.DELETE, done="at", basis="网络安全法：日志不少于六个月"),
        audit=not_recorded("它自己就是记录，只增不改，另有封存。"),
        export=Export.INTERNAL,
        rights=READ,
    )

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        indexes = [
            models.Index("xid", "id", name="entry_by_xid"),
            models.Index("at", "id", name="entry_by_time"),
            models.Index("actor", "at", name="entry_by_actor", condition=Q(actor__isnull=False)),
            models.Index("matter", "at", name="entry_by_matter", condition=Q(matter__isnull=False)),
            models.Index("relation", "at", name="entry_by_relation"),
            models.Index("request", name="entry_by_request", condition=~Q(request="")),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.op} {self.relation} {self.row}"


class SealQuerySet(AuditorsQuerySet["Seal"]):
    def light(self) -> Self:
        """Without the hashes of single entries, of which a seal may hold thousands."""
        return self.defer("leaves")

    def head(self) -> "Seal | None":
        return self.light().order_by("-number").first()


class Seal(models.Model):
    """A batch of entries that can no longer change unseen: hashed together with the seal before.

    It holds the entries of all transactions below `horizon` that the one before does not. Transactions
    from `next_xid` on began after `sealed_at`, so no entry of theirs can be older.
    """

    number = models.BigIntegerField("封存号", primary_key=True)
    sealed_at = models.DateTimeField("封存时间")
    horizon = models.BigIntegerField("到哪个事务")
    next_xid = models.BigIntegerField("之后的事务")
    count = models.BigIntegerField("条数")
    leaves = models.BinaryField("各条的校验码", help_text="每条 24 字节：编号 8，校验码 16。")
    digest = models.CharField("各条合起来的校验码", max_length=64)
    previous = models.CharField("上一次的校验码", max_length=64, blank=True)
    hash = models.CharField("校验码", max_length=64)

    objects = SealQuerySet.as_manager()
    custody = Custody(
        scope=MINE,
        retention=for_good("链要从头核对。"),
        audit=not_recorded("封存本身就是防改的，只增不改。"),
        export=Export.INTERNAL,
        rights=READ,
    )

    class Meta:
        verbose_name = verbose_name_plural = "封存"

    def __str__(self) -> str:
        return f"{self.number}: {self.hash}"


class Anchor(models.Model):
    """The head of the chain as it left the database on a day: into a file, and by e-mail where one is set."""

    day = models.DateField("日期", primary_key=True)
    number = models.BigIntegerField("封存号")
    hash = models.CharField("校验码", max_length=64)
    written_at = models.DateTimeField("写成时间", db_default=Now())
    mailed_at = models.DateTimeField("寄出时间", null=True)
    error = models.CharField("没寄出的原因", max_length=200, blank=True)

    objects = AuditorsQuerySet.as_manager()
    custody = Custody(
        scope=MINE,
        retention=for_good("和封存一起核对。"),
        audit=recorded("hash"),
        export=Export.INTERNAL,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("number", "hash"),
        stamped=("written_at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "外部存证"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"


def extract_place(extract: "Extract", name: str) -> str:
    """Where an extract lies: audit/7.xlsx."""
    return f"audit/{extract.pk}.{extract.format}"


class Extract(models.Model):
    """Entries that left the portal as a file: who took which, and when. Recorded as any other row."""

    class Format(models.TextChoices):
        EXCEL = "xlsx", "Excel"
        CSV = "csv", "CSV"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="谁导出的"
    )
    at = models.DateTimeField("导出时间", db_default=Now())
    asked = models.JSONField("条件", default=dict)
    words = models.CharField("条件（文字）", max_length=300, blank=True)
    format = models.CharField("格式", max_length=4, choices=Format)
    count = models.PositiveIntegerField("条数", default=0)
    file = models.FileField("文件", upload_to=extract_place, blank=True)
    job = models.OneToOneField(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="后台任务"
    )

    objects = AuditorsQuerySet.as_manager()
    custody = Custody(
        scope=Scope(MINE.rows, written=f"{MINE.rows} AND by_id = {ACTOR}"),
        retention=for_good("谁取走过什么，要查得到。"),
        audit=recorded("format"),
        export=Export.NEVER,
        rights=("SELECT", "INSERT", "UPDATE"),
        fixed=("by_id", "asked", "words", "format", "count"),
        stamped=("at",),
    )

    class Meta:
        verbose_name = verbose_name_plural = "审计导出"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.words} {self.format}"
