from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from casework.suggesting.learning import learn
from casework.suggesting.measuring import cross_validated, measure
from grids.suggesting import county
from grids.suggesting.examples import invented
from grids.suggesting.selectors import current, read
from grids.suggesting.services import beside, train, written
from security import clock

TOO_FEW = 50


class Command(BaseCommand):
    help = "从本县办结的案件学一份新词表，记案件时按它建议类别；马上生效（见 docs/operations.md）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只算准不准，不换词表")
        parser.add_argument(
            "--shipped", type=Path, metavar="文件", help="只用虚构的句子学，写到这个文件：随平台发的那一份"
        )

    def handle(self, *, dry_run: bool, shipped: Path | None, **options: Any) -> None:
        if shipped:
            shipped.write_text(written(learn(invented())), encoding="utf-8")
            self.stdout.write(f"已写到 {shipped}。")
            return
        self.say_how_good()
        if dry_run:
            self.stdout.write("没有换词表。")
            return
        made = train(now=clock.now())
        known = len(read(made.body).weights)
        self.stdout.write(f"词表 {made.digest} 已生效：学了 {made.cases} 件，{known} 个字词。")

    def say_how_good(self) -> None:
        """The figures on the county's own cases: of the lexicon in use, and cross-validated of a new one."""
        cases = county.closed_cases(clock.now())
        own = list(county.examples(cases))
        if len(own) < TOO_FEW:
            self.stdout.write(f"办结的案件只有 {len(own)} 件能学，太少，不算准不准。")
            return
        self.stdout.write("词表 | 件数 | 第一个就对 | 前三个里有 | 自动填上的 | 填上的里对的")
        self.stdout.write(str(measure("现在用的", read(current()[1]), own)))
        self.stdout.write(str(cross_validated("新学的（没学过的五分之一上）", own, beside=beside(cases))))
