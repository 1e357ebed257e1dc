import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.models import Area
from areas.reading import FileUnreadable
from casework.services.accounts import silent
from petitions.importing.loading import Loaded, load
from petitions.importing.reading import LABELS
from security.cells import harmless


class Command(BaseCommand):
    help = "把别的系统的网上来信导成信访件，一行一件，可以重复运行。列名认不出的用 --column 说。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help="CSV")
        parser.add_argument("--area", required=True, metavar="区划代码", help="这些信访件是哪里的事")
        parser.add_argument("--origin", required=True, metavar="来源", help="从哪个系统来，比如“市长信箱”")
        parser.add_argument(
            "--column", action="append", default=[], metavar="我们的=文件的", help="比如 内容=来信正文"
        )
        parser.add_argument("--dry-run", action="store_true", help="只检查、只报告，什么都不写")
        parser.add_argument("--oddities", type=Path, metavar="文件", help="把有疑问的行写到这里，CSV")

    def handle(self, *, file: Path, oddities: Path | None, dry_run: bool, **options: Any) -> None:
        area = Area.objects.filter(pk=options["area"]).first()
        if area is None:
            raise CommandError(f"没有导入：没有区划“{options['area']}”。请核对 --area。")
        by, said = silent("import", "数据导入"), columns_said(options["column"])
        try:
            found = load(file, origin=options["origin"].strip(), area=area, by=by, said=said, dry=dry_run)
        except FileUnreadable as error:
            raise CommandError(f"没有导入：{error}") from error
        if oddities:
            write_oddities(found, oddities)
        done = "会导入" if dry_run else "导入"
        self.stdout.write(f"共 {found.rows} 行：{done} {found.new} 件，以前导过 {found.known} 件。")
        self.stdout.write(f"有疑问 {len(found.odd)} 处，涉及 {len({line for line, _, _ in found.odd})} 行：")
        for why, times in found.kinds.most_common():
            self.stdout.write(f"  {why}：{times}")


def columns_said(pairs: list[str]) -> dict[str, str]:
    """What --column says, by our names. Raises CommandError."""
    ours = {label: name for name, label in LABELS.items()}
    said = {}
    for pair in pairs:
        label, _, column = pair.partition("=")
        if label not in ours or not column:
            raise CommandError(f"“{pair}”写得不对。左边是 {'、'.join(ours)} 里的一个，右边是文件的列名。")
        said[ours[label]] = column
    return said


def write_oddities(found: Loaded, path: Path) -> None:
    """Each odd thing with its line and number, for a table programme."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        book = csv.writer(file)
        book.writerow(["行", "编号", "疑问"])
        book.writerows([line, harmless(number), harmless(why)] for line, number, why in found.odd)
