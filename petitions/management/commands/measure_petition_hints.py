import csv
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from petitions.dictionaries import Category, Subject
from petitions.suggesting.measuring import Labelled, Score, scores
from petitions.suggesting.wordlists import lexicon

# Which of our classes each label of the published appeals means; written before anything was measured.
CLASSES = {
    "城乡建设": {Subject.BUILDING, Subject.HOUSING},
    "劳动和社会保障": {Subject.LABOUR},
    "教育文体": {Subject.EDUCATION, Subject.CULTURE},
    "卫生计生": {Subject.HEALTH},
    "交通运输": {Subject.TRANSPORT},
    "商贸旅游": {Subject.MARKET, Subject.CULTURE},
    "环境保护": {Subject.ENVIRONMENT},
}
# The natures of the hotline that mean one of our categories. 举报 there tells of pollution, a claim by the
# fifth path or an accusation, and 咨询 is no petition: both are left out.
NATURES = {"建议": {Category.SUGGEST}, "投诉": {Category.CLAIM}, "求助": {Category.CLAIM}}
OPENING = re.compile(r"^\s*(建议|投诉|求助|举报|咨询)\s*[:：]")  # the label, said in the title: taken off


class Command(BaseCommand):
    help = "打印信访件类别、内容大类的提示准不准的表，用给出的公开数据。途径没有带标签的数据，量不了。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--appeals", type=Path, metavar="文件", help="公开的留言，CSV，有“一级分类”")
        parser.add_argument("--hotline", type=Path, metavar="文件", help="公开的热线诉求，CSV，有“nature”")

    def handle(self, *, appeals: Path | None, hotline: Path | None, **options: Any) -> None:
        lexicon()
        self.stdout.write("数据 | 件 | 第一个就对 | 前三个里有 | 没有提示")
        try:
            for score in table(appeals, hotline):
                self.stdout.write(str(score))
        except (OSError, KeyError, UnicodeDecodeError) as error:
            raise CommandError(f"文件读不了：{error}。请核对路径和列名。") from error


def table(appeals: Path | None, hotline: Path | None) -> Iterator[Score]:
    if appeals:
        yield from scores("内容大类（留言）", "subject", list(appealed(rows_of(appeals))))
    if hotline:
        yield from scores("类别（热线诉求）", "category", list(called(rows_of(hotline))))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def appealed(rows: list[dict[str, str]]) -> Iterator[Labelled]:
    for row in rows:
        label = row["一级分类"]
        if label in CLASSES:
            text = f"{row['留言主题']}\n{row['留言详情']}"
            yield Labelled(text, label, frozenset(str(one) for one in CLASSES[label]))


def called(rows: list[dict[str, str]]) -> Iterator[Labelled]:
    for row in rows:
        label = row["nature"]
        if label in NATURES:
            text = f"{OPENING.sub('', row['title'])}\n{row['content']}"
            yield Labelled(text, label, frozenset(str(one) for one in NATURES[label]))
