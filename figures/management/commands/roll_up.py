from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from figures import services
from figures.models import FigureNumbers, Sort
from figures.periods import parse_month
from jobs.models import Job
from jobs.services import run

WRONG_ARGUMENT = 2


class Command(BaseCommand):
    help = "按月汇总指标：数出每个区划、每个单位的各项指标，写进汇总表。可以重复运行，中断了再运行一次就行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="first", default="", metavar="年-月", help="从哪个月起，例如 2026-07"
        )
        parser.add_argument("--to", dest="last", default="", metavar="年-月", help="到哪个月止，例如 2026-09")

    def handle(self, *, first: str, last: str, **options: Any) -> None:
        job = self.asked(first, last)
        if not run(job.pk):
            job.refresh_from_db()
            raise CommandError(job.error or f"“{job}”正在别处运行，等它做完就行。")
        job.refresh_from_db()
        if job.error:
            raise CommandError(job.error)
        months = parse_month(first), parse_month(last)
        rows = FigureNumbers.objects.filter(sort=Sort.MONTH, start__gte=months[0], start__lte=months[1])
        written = rows.count()
        self.stdout.write(f"{job.done}/{job.total} 个月汇总好了，共 {written:,} 行。")

    def asked(self, first: str, last: str) -> Job:
        """The job for these months, perhaps one that was not finished."""
        if not first or not last:
            raise CommandError(
                "要写从哪个月到哪个月：--from 2026-07 --to 2026-09。", returncode=WRONG_ARGUMENT
            )
        try:
            job, new = services.ask_for_roll_up(parse_month(first), parse_month(last), by=None)
        except ValueError as error:
            raise CommandError(str(error), returncode=WRONG_ARGUMENT) from error
        self.stdout.write(f"{job}{'' if new else '（接着上次没做完的）'}")
        return job
