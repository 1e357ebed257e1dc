import time
from argparse import ArgumentParser
from datetime import date, datetime
from datetime import time as clock_time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit.anchors import Anchored, read
from audit.verifying import Verdict, verify

FOUND, WRONG_ARGUMENT = 1, 2


class Command(BaseCommand):
    help = (
        "核对审计记录：改动、倒填时间、删除、对调、补插、截尾，加上外部存证还能发现整条链被重写。"
        "没有问题退出码 0，有问题 1。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            nargs="+",
            default=[],
            metavar="文件或校验码",
            help="平台以外存着的封存：每天的存证文件、装这些文件的文件夹，或 64 位校验码，可以写几个",
        )
        parser.add_argument(
            "--since", default="", metavar="日期", help="只核对这天以后封存的，例如 2026-11-01"
        )

    def handle(self, *args: Any, anchor: list[str], since: str, **options: Any) -> None:
        began = time.monotonic()
        verdict = verify(self.anchors(anchor), since=self.moment(since))
        for finding in verdict.findings:
            self.stdout.write(f"· {finding.words}")
        words = f"{summary(verdict)}，用了 {time.monotonic() - began:.1f} 秒。"
        if verdict.findings:
            raise CommandError(f"{words}发现 {len(verdict.findings)} 处问题。", returncode=FOUND)
        self.stdout.write(f"{words}没有发现问题。")

    def anchors(self, given: list[str]) -> list[Anchored]:
        try:
            return [anchored for one in given for anchored in read(one)]
        except ValueError as error:
            raise CommandError(str(error), returncode=WRONG_ARGUMENT) from error

    def moment(self, since: str) -> datetime | None:
        if not since:
            return None
        try:
            day = date.fromisoformat(since)
        except ValueError as error:
            raise CommandError("--since 要像 2026-11-01 这样写。", returncode=WRONG_ARGUMENT) from error
        return datetime.combine(day, clock_time.min, tzinfo=timezone.get_default_timezone())


def summary(verdict: Verdict) -> str:
    """What was read, and how far the chain has come."""
    head = f"最新一号 {verdict.head.number}，校验码 {verdict.head.hash}" if verdict.head else "还没有封存过"
    rows = f"{verdict.entries:,} 条已封存、{verdict.unsealed:,} 条未封存的记录"
    if verdict.expired:
        rows += f"（另有 {verdict.expired:,} 条过了保存期，已经删掉）"
    return f"核对了 {rows}，{verdict.seals:,} 次封存，{head}"
