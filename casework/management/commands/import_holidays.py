import json
from argparse import ArgumentParser
from getpass import getuser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.services import import_holidays
from casework.services.calendar import HolidayImport, NoticeInvalid
from casework.services.recomputing import recompute


class Command(BaseCommand):
    help = "导入国务院放假通知（JSON，每年一个文件），可以重复运行；通知有更正时再导入一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", default="", metavar="姓名", help="谁导入的；不写就是系统账号")
        parser.add_argument("--checked-by", default="", metavar="姓名", help="另外谁核对过")
        parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="例如 2026.json 2027.json")

    def handle(self, *, files: list[Path], by: str, checked_by: str, **options: Any) -> None:
        names = {"entered_by": f"命令行：{by or getuser()}"[:60], "confirmed_by": checked_by[:60]}
        refused = 0
        for path in files:
            try:
                self.stdout.write(told(import_holidays(read(path), **names)))
            except NoticeInvalid as error:
                refused += 1
                self.stderr.write(f"没有导入“{path.name}”：{error}")
        done = recompute()
        if done.looked_at:
            self.stdout.write(f"重算暂定的期限 {done.looked_at} 条，其中 {done.moved} 条改了日子。")
        if refused:
            raise CommandError(f"{len(files)} 个文件里有 {refused} 个没有导入，原因见上；其余已经导入。")


def read(path: Path) -> Any:
    """The JSON in the file. Raises NoticeInvalid."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise NoticeInvalid("打不开这个文件。请核对路径。") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise NoticeInvalid("这不是 JSON 文件。请用国务院放假通知的 JSON 文件。") from error


def told(result: HolidayImport) -> str:
    """What became of one year."""
    if not result.published:
        return f"{result.year} 年：还没有公布，按暂定日历计算。"
    if result.changed:
        return f"{result.year} 年：已导入 {result.days} 天（放假和调休）。"
    return f"{result.year} 年：{result.days} 天，和库里一样，没有变化。"
