from argparse import ArgumentParser
from pathlib import Path
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from figures.periods import Quarter
from jobs import services as jobs
from jobs.models import Job
from reports import services
from reports.models import Paper, Report, paper_name

REFUSED = 2
PATIENCE = 300  # seconds that a worker may take which was quicker to pick the job up


class Command(BaseCommand):
    help = "生成一个季度的报告，把 Word、Excel、PDF 三份文件写到文件夹里。可以重复运行，同名文件会换成新的。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quarter", required=True, help="季度，比如 2026Q3")
        parser.add_argument("--out", required=True, type=Path, help="文件夹，没有就建")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            quarter = Quarter.parse(options["quarter"])
            job, _ = services.order(quarter, by=None)
        except ValueError as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        report = self.built(job)
        for paper in report.papers.all():
            self.stdout.write(str(self.written(paper, quarter, options["out"])))
        self.tell(report)

    def built(self, job: Job) -> Report:
        """The job's report, made here, or by the worker that was quicker."""
        for _ in range(PATIENCE):
            if jobs.run(job.pk):
                break
            if not Job.objects.unfinished().filter(pk=job.pk).exists():
                break
            sleep(1)
        job.refresh_from_db()
        if job.error:
            raise CommandError(job.error, returncode=REFUSED)
        report = Report.objects.ready().filter(job=job).first()
        if report is None:
            raise CommandError(
                "另一个进程正在生成这份报告，还没做完。过几分钟再运行一次。", returncode=REFUSED
            )
        return report

    def written(self, paper: Paper, quarter: Quarter, folder: Path) -> Path:
        """Where the paper was written; a file of that name is replaced whole."""
        target = folder / f"{paper_name(quarter)}.{paper.format}"
        part = target.with_name(f"{target.name}.part")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(paper.read())
            part.replace(target)
        except OSError as error:
            raise CommandError(
                f"写不进 {folder}：{error.strerror}。换一个文件夹。", returncode=REFUSED
            ) from error
        return target

    def tell(self, report: Report) -> None:
        """The main figures, as the report's first table has them."""
        document = report.says
        self.stdout.write(f"{report}，数字截至{document.figures_as_of}")
        for name, unit, now, _, _, on_period, on_year in document.tables[0].rows:
            measure = "" if unit.text == "%" or now.value is None else unit.text
            self.stdout.write(
                f"{name.text}：{now.text}{measure}（环比：{on_period.text}，同比：{on_year.text}）"
            )
