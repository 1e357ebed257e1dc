import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grids.measuring import Measured, known_cases, measure, of_file


class Command(BaseCommand):
    help = "量一量派单建议：用从前办结的案件推测后来的，第一个猜中、前三个里有的各占多少。只印数字。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--share", type=float, default=0.3, help="后面多少拿来考，默认 0.3")
        parser.add_argument("--days", type=int, default=365, help="往前看多少天，默认 365")
        parser.add_argument(
            "--file",
            default="",
            help="不考本库，考一个 CSV：登记时间、镇街、类别、小类、单位五列的名字用 --columns",
        )
        parser.add_argument(
            "--columns",
            default="create_time,street_code12,event_type,sub_type,dispose_unit",
            help="CSV 里这五列叫什么，逗号隔开",
        )

    def handle(self, *, share: float, days: int, file: str, columns: str, **options: Any) -> None:
        if not 0 < share < 1:
            raise CommandError("--share 要在 0 和 1 之间，比如 0.3。", returncode=2)
        cases = of_file(rows_of(file), columns.split(",")) if file else known_cases()
        for measured in measure(cases, share=share, days=days):
            self.stdout.write(line(measured))


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV."""
    try:
        with Path(name).open(encoding="utf-8-sig", newline="") as opened:
            yield from csv.DictReader(opened)
    except OSError as error:
        raise CommandError(f"打不开 {name}，检查路径。", returncode=2) from error


def line(measured: Measured) -> str:
    return (
        f"{measured.way}：考 {measured.asked} 件，第一个猜中 {measured.first:.1%}，"
        f"前三个里有 {measured.third:.1%}，没有建议 {measured.silent:.1%}"
    )
