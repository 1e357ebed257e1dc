import os
from pathlib import Path
from typing import Self

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Role, User
from figures.periods import Quarter
from jobs.models import Job
from papers.document import Document
from security.custody import APPEND, Custody, Export, Retention, for_good, of_roles, recorded, through

READERS = frozenset({Role.OFFICE, Role.LEADING_GROUP})


class ReportQuerySet(models.QuerySet["Report"]):
    def ready(self) -> Self:
        return self.filter(status=Report.Status.READY)

    def visible_to(self, user: User) -> Self:
        """The county's reports are for its office and its leading group; half-built ones for nobody."""
        return self.ready() if user.roles & READERS else self.none()


class Report(models.Model):
    """One version of a quarter's report. What it says is kept as composed: later cases do not change it."""

    class Status(models.TextChoices):
        BUILDING = "building", "正在生成"
        READY = "ready", "已生成"

    quarter = models.CharField("季度", max_length=6)
    version = models.PositiveSmallIntegerField("第几版")
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.BUILDING)
    document = models.JSONField("内容")
    composed_at = models.DateTimeField("数字截至")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="谁生成的",
    )
    job = models.OneToOneField(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="report", verbose_name="后台任务"
    )

    objects = ReportQuerySet.as_manager()

    custody = Custody(
        of_roles(*sorted(READERS)), for_good("公文"), recorded("quarter", "status"), Export.INTERNAL
    )

    class Meta:
        verbose_name = verbose_name_plural = "季度报告"
        ordering = ["-quarter", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="one_report_per_quarter_and_version",
                fields=["quarter", "version"],
                violation_error_message="这个季度已有这一版报告。",
            ),
            models.UniqueConstraint(
                name="one_report_of_a_quarter_is_being_built",
                fields=["quarter"],
                condition=Q(status="building"),
                violation_error_message="这个季度的报告正在生成。",
            ),
            models.CheckConstraint(
                name="report_is_of_a_quarter",
                condition=Q(quarter__regex=r"^20\d\dQ[1-4]$"),
                violation_error_message="季度要像 2026Q3 这样写。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.span.label}报告（第{self.version}版）"

    @property
    def span(self) -> Quarter:
        return Quarter.parse(self.quarter)

    @property
    def says(self) -> Document:
        """What the report says."""
        return Document.from_json(self.document)


class PaperStorage(FileSystemStorage):
    """Below MEDIA_ROOT. A file is put in place whole, over an earlier one of its name or not at all.

    So a killed build leaves no torn paper, and the next build of that version none behind.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        with part.open("wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if self.file_permissions_mode is not None:
            part.chmod(self.file_permissions_mode)
        part.replace(target)
        return name


def paper_storage() -> PaperStorage:
    return PaperStorage()


def paper_place(paper: "Paper", name: str) -> str:
    """Where a paper lies: reports/2026Q3/v1.docx."""
    return f"reports/{paper.report.quarter}/v{paper.report.version}.{paper.format}"


class Paper(models.Model):
    """A report as a file."""

    class Format(models.TextChoices):
        WORD = "docx", "Word"
        EXCEL = "xlsx", "Excel"
        PDF = "pdf", "PDF"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="papers", verbose_name="报告")
    format = models.CharField("格式", max_length=4, choices=Format)
    file = models.FileField("文件", upload_to=paper_place, storage=paper_storage)
    sha256 = models.CharField("校验码", max_length=64)
    size = models.PositiveIntegerField("字节")

    custody = Custody(
        through("reports_report", "report_id"),
        for_good("公文"),
        recorded("format", "sha256"),
        Export.INTERNAL,
    )

    class Meta:
        verbose_name = verbose_name_plural = "报告文件"
        ordering = ["format"]
        constraints = [
            models.UniqueConstraint(
                name="report_has_one_paper_per_format",
                fields=["report", "format"],
                violation_error_message="这份报告已有这种文件。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the file is called on the reader's computer."""
        version = f"（第{self.report.version}版）" if self.report.version > 1 else ""
        return f"{paper_name(self.report.span)}{version}.{self.format}"

    def read(self) -> bytes:
        """The whole file. Raises FileNotFoundError where it was lost."""
        with self.file.open() as file:
            return file.read()


def paper_name(quarter: Quarter) -> str:
    """What a quarter's files are called, without version and ending."""
    return f"{quarter.label}社会治理工作情况报告"


class Download(models.Model):
    """Who took which paper, and when. Written once, never changed."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="downloads", verbose_name="文件")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="谁下载的"
    )
    at = models.DateTimeField("下载时间", db_default=Now())

    custody = Custody(
        through("reports_paper", "paper_id"),
        Retention(3, Retention.Then.DELETE, "at", "个人信息处理记录保存三年"),
        recorded(),
        rights=APPEND,
        stamped=("at",),
        fixed=("paper_id", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "报告下载"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by} {self.paper}"
