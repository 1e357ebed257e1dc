import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.models import Area
from areas.reading import FileUnreadable
from casework.services.accounts import silent
from petitions.dictionaries import Channel
from petitions.importing.loading import Loaded, load
from petitions.importing.reading import LABELS
from security.cells import harmless

# What was said by mouth was read back to nobody here (XF-03): a hotline's record came from the hotline.
CHANNELS = [Channel.NET, Channel.LETTER, Channel.FAX, Channel.OTHER]
CHANNEL_HELP = "net 网上、letter 来信、fax 传真、other 转来的；不写的，有转来的机关就是 other，没有就是 net"


class Command(BaseCommand):
    help = "把别的系统的网上来信、12345 和上级转来的导成信访件，一行一件，可以重复运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help="CSV")
        parser.add_argument("--area", required=True, metavar="区划代码", help="这些信访件是哪里的事")
        parser.add_argument("--origin", required=True, metavar="来源", help="从哪个系统来，比如“市长信箱”")
        parser.add_argument(
            "--column", action="append", default=[], metavar="我们的=文件的", help="比如 内容=来信正文"
        )
        parser.add_argument("--channel", choices=CHANNELS, default="", metavar="渠道", help=CHANNEL_HELP)
        parser.add_argument("--sender", default="", metavar="机关", help="转来的机关，比如“市12345热线”")
        parser.add_argument("--dry-run", action="store_true", help="只检查、只报告，什么都不写")
        parser.add_argument("--oddities", type=Path, metavar="文件", help="把有疑问的行写到这里，CSV")

    def handle(self, *, file: Path, oddities: Path | None, dry_run: bool, **options: Any) -> None:
        area = Area.objects.filter(pk=options["area"]).first()
        if area is None:
            raise CommandError(f"没有导入：没有区划“{options['area']}”。请核对 --area。")
        by, said = silent("import", "数据导入"), columns_said(options["column"])
        try:
            found = load(
                file,
                origin=options["origin"].strip(),
                area=area,
                by=by,
                said=said,
                dry=dry_run,
                **given_by(options),
            )
        except FileUnreadable as error:
            raise CommandError(f"没有导入：{error}") from error
        if oddities:
            write_oddities(found, oddities)
        done = "会导入" if dry_run else "导入"
        self.stdout.write(f"共 {found.rows} 行：{done} {found.new} 件，以前导过 {found.known} 件。")
        self.stdout.write(f"有疑问 {len(found.odd)} 处，涉及 {len({line for line, _, _ in found.odd})} 行：")
        for why, times in found.kinds.most_common():
            self.stdout.write(f"  {why}：{times}")


def given_by(options: dict[str, Any]) -> dict[str, str]:
    """The channel and the sender of all rows."""
    return {"channel": options["channel"], "sender": options["sender"].strip()}


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
