import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.suggesting.learning import Example
from casework.suggesting.measuring import cross_validated, measure
from grids.suggesting.examples import invented, words
from grids.suggesting.selectors import SHIPPED, read

# Category types of the published grid cases that mean one of ours; the others mean several, and are left out.
SAME = {
    "市容环卫": "城乡环境",
    "市政设施": "城乡环境",
    "环保水务": "城乡环境",
    "食药市监": "市场与食药",
    "安全隐患": "公共安全",
    "治安维稳": "治安隐患",
    "教育卫生": "民生服务",
    "民政服务": "民生服务",
}


class Command(BaseCommand):
    help = "打印类别建议准不准的表：留出的虚构句子、手写句子，以及给出文件的公开数据。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sentences", type=Path, metavar="文件", help="手写的句子：类别|句子")
        parser.add_argument(
            "--grid-cases", type=Path, metavar="文件", help="公开的网格案件，CSV，只有类别名称"
        )
        parser.add_argument("--appeals", type=Path, metavar="文件", help="公开的留言，CSV，一级分类")

    def handle(self, **options: Any) -> None:
        self.stdout.write("数据 | 条数 | 第一个就对 | 前三个里有 | 自动填上的 | 填上的里对的")
        try:
            for measured in table(**{name: options[name] for name in ("sentences", "grid_cases", "appeals")}):
                self.stdout.write(str(measured))
        except (OSError, KeyError, UnicodeDecodeError) as error:
            raise CommandError(f"文件读不了：{error}。请核对路径和列名。") from error


def table(*, sentences: Path | None, grid_cases: Path | None, appeals: Path | None) -> Iterator[Any]:
    """The rows of the table: each on texts that were not learnt from."""
    shipped = read(SHIPPED.read_text(encoding="utf-8"))
    demo = [example for example in invented() if example.group]
    yield cross_validated("虚构句子，同一模板不两边都有", demo, beside=words())
    if sentences:
        yield measure("手写句子", shipped, list(by_hand(sentences)))
    if grid_cases:
        rows = list(csv.DictReader(grid_cases.open(encoding="utf-8-sig")))
        yield measure("网格案件的类别名（能对上的）", shipped, list(named(rows)))
        yield cross_validated("网格案件的类别名（它自己的类，五折）", list(named_by_type(rows)))
    if appeals:
        rows = list(csv.DictReader(appeals.open(encoding="utf-8-sig")))
        yield cross_validated("留言（它自己的七类，五折）", list(appealed(rows)))


def by_hand(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        category, bar, text = line.partition("|")
        if bar and not line.startswith("#"):
            yield Example(category, text)


def named(rows: list[dict[str, str]]) -> Iterator[Example]:
    """Each different name of a sub-category as a text, where its type means one of our categories."""
    for category, text in sorted({(row["event_type"], row["sub_type"]) for row in rows}):
        if category in SAME:
            yield Example(SAME[category], text)


def named_by_type(rows: list[dict[str, str]]) -> Iterator[Example]:
    """The same names under the types they came with."""
    for category, text in sorted({(row["event_type"], row["sub_type"]) for row in rows}):
        yield Example(category, text, group=text)


def appealed(rows: list[dict[str, str]]) -> Iterator[Example]:
    for row in rows:
        yield Example(row["一级分类"], f"{row['留言主题']}。{row['留言详情']}", group=row["留言编号"])
