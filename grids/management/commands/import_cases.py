import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from areas.reading import FileUnreadable, read_text
from grids.importing.mapping import Mapping, MappingInvalid, read_mapping
from grids.importing.report import summary, write_refused
from grids.importing.services import import_cases


class Command(BaseCommand):
    help = "从 CSV 或 XLSX 导入以前的案件；哪一列是什么，写在对照表里（见 docs/importing.md）。可以重复运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help="案件表，CSV 或 XLSX")
        parser.add_argument("--mapping", type=Path, required=True, metavar="对照表", help="JSON")
        parser.add_argument("--dry-run", action="store_true", help="只检查、只报告，什么都不写")
        parser.add_argument(
            "--by", default="", metavar="用户名", help="记在谁的名下；不写就记在“数据导入”名下"
        )
        parser.add_argument("--errors", type=Path, metavar="文件", help="把有问题的行写到这里，CSV 或 XLSX")

    def handle(self, *, file: Path, errors: Path | None, dry_run: bool, **options: Any) -> None:
        check_writable(errors)
        by = user_named(options["by"])
        try:
            result = import_cases(file, mapping_in(options["mapping"]), by=by, dry_run=dry_run)
        except (FileUnreadable, MappingInvalid) as error:
            raise CommandError(f"没有导入：{error}") from error
        for line in summary(result):
            self.stdout.write(line)
        if not result.refused:
            return
        if errors:
            write_refused(result, errors)
            self.stdout.write(f"有问题的行已写到 {errors}。改好后用同一张对照表再导入这个文件就行。")
        raise CommandError(f"有 {len(result.refused)} 行没有导入，原因见上；其余的不受影响。")


def check_writable(path: Path | None) -> None:
    """Ask before the work whether the errors can be written after it. Raises CommandError."""
    if path is None:
        return
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        raise CommandError("没有导入：--errors 后面的文件名要以 .csv 或 .xlsx 结尾。")
    if not path.resolve().parent.is_dir():
        raise CommandError(f"没有导入：没有文件夹“{path.parent}”，先建好，或换一个 --errors。")


def user_named(username: str) -> User | None:
    """The user, or None where nobody is named. Raises CommandError."""
    if not username:
        return None
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist as error:
        raise CommandError(f"没有导入：没有用户“{username}”。请核对 --by。") from error


def mapping_in(path: Path) -> Mapping:
    """The mapping in the file. Raises MappingInvalid or FileUnreadable."""
    try:
        return read_mapping(json.loads(read_text(path)))
    except json.JSONDecodeError as error:
        where = f"第 {error.lineno} 行第 {error.colno} 个字附近"
        raise MappingInvalid([f"对照表“{path.name}”不是完好的 JSON，请核对{where}的逗号和引号。"]) from error
