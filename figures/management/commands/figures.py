import csv
import json
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from areas.models import Area
from casework.drilldown import period_of
from casework.figures import figures
from casework.models import Matter
from figures.selectors import Answer, chosen, count
from figures.selectors.counting import GROUPS, groupable
from security.cells import harmless

WRONG_ARGUMENT = 2
BY = [by for by in GROUPS if by]
FORMATS = ["json", "csv"]
LEVELS = [9, 12, 15]


class Command(BaseCommand):
    help = (
        "数出一段日期里的全部指标，打印到屏幕（JSON 或 CSV）。每行一个指标、一个分组："
        "key 指标、name 名称、group 分组代码、label 分组名称、n 分母或件数、hits 分子、total 合计、"
        "value 值（比例是 0 到 1）、version 口径版本、definition 口径。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="first", default="", metavar="日期", help="第一天，例如 2026-07-01"
        )
        parser.add_argument(
            "--to", dest="last", default="", metavar="日期", help="最后一天（含），例如 2026-09-30"
        )
        parser.add_argument("--by", default="", metavar="分组", help=f"按什么分：{'、'.join(BY)}；不写就不分")
        parser.add_argument(
            "--format", dest="form", default="json", metavar="格式", help="json 或 csv，不写是 json"
        )
        parser.add_argument("--area", default="", metavar="代码", help="只数这个区划里的")
        parser.add_argument(
            "--level", default="9", metavar="位数", help="--by area 分到哪级：9 乡镇、12 村、15 网格"
        )
        parser.add_argument(
            "--figure", nargs="+", default=[], metavar="KEY", help="只数这些指标，例如 cases.on_time"
        )

    def handle(self, **options: Any) -> None:
        try:
            rows = [row_of(answer) for answer in answers(**options)]
        except ValueError as error:
            raise CommandError(str(error), returncode=WRONG_ARGUMENT) from error
        write = write_csv if options["form"] == "csv" else write_json
        write(rows, self.stdout)  # type: ignore[arg-type]


def answers(
    *, first: str, last: str, by: str, form: str, area: str, level: str, figure: list[str], **_: Any
) -> list[Answer]:
    """The answers that the arguments ask for. Raises ValueError with a Chinese sentence."""
    for given, options, name in (
        (by or BY[0], BY, "--by"),
        (form, FORMATS, "--format"),
        (level, LEVELS, "--level"),
    ):
        if str(given) not in [str(option) for option in options]:
            raise ValueError(f"{name} 不能是“{given}”，可以是：{'、'.join(map(str, options))}。")
    if not first or not last:
        raise ValueError("要写从哪天到哪天：--from 2026-07-01 --to 2026-09-30。")
    period = period_of(first, last)
    if area and not Area.objects.filter(pk=area).exists():
        raise ValueError(f"没有代码是“{area}”的区划。")
    asked = [one for one in chosen(figure or figures()) if figure or groupable(one, by)]
    if wrong := next((one for one in asked if not groupable(one, by)), None):
        raise ValueError(f"“{wrong.name}”不能按“{by}”分，换一种分法，或者换一个指标。")
    return count(Matter.objects.all(), asked, period, by, level=int(level), area=area)


def row_of(answer: Answer) -> dict[str, Any]:
    """An answer as plain values."""
    figure = answer.figure
    return {
        "key": figure.key,
        "name": figure.name,
        "group": answer.group,
        "label": answer.label,
        "n": answer.n,
        "hits": answer.hits if figure.hit is not None else None,
        "total": answer.total,
        "value": answer.value,
        "version": figure.version,
        "definition": figure.definition,
    }


def write_json(rows: Sequence[dict[str, Any]], out: TextIO) -> None:
    json.dump(rows, out, ensure_ascii=False, indent=1)
    out.write("\n")


def write_csv(rows: Sequence[dict[str, Any]], out: TextIO) -> None:
    writer = csv.DictWriter(out, list(rows[0]) if rows else ["key"], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: harmless(it) if isinstance(it, str) else it for key, it in row.items()})
