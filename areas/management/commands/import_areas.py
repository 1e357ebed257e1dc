from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.importing import AreaImport, import_areas
from areas.models import Area
from areas.reading import FileUnreadable
from areas.succession import Succession, SuccessionImpossible


class Command(BaseCommand):
    help = "导入统计部门的 12 位区划表（CSV：code,name,level,parent_code），县级及以下入库，可以重复运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help="区划表 CSV")
        parser.add_argument("--encoding", default="", help="文件编码；不写就自动识别（UTF-8、GB18030）")
        parser.add_argument(
            "--replaces", default="", metavar="旧代码", help="文件里的县接替的旧县代码（6 位），例如 320684"
        )

    def handle(self, *, file: Path, encoding: str, replaces: str, **options: Any) -> None:
        try:
            result = import_areas(file, encoding=encoding, replaces=replaces)
        except (FileUnreadable, SuccessionImpossible) as error:
            raise CommandError(f"没有导入：{error}") from error
        for line in summary(result):
            self.stdout.write(line)
        if result.problems:
            raise CommandError(f"有 {len(result.problems)} 行没有入库，原因见上。改好后再导入一次就行。")


def summary(result: AreaImport) -> list[str]:
    """What the import did, in Chinese, line by line."""
    lines = [
        f"{'、'.join(result.counties) or '（文件里没有县）'}：入库 {result.taken} 个"
        f"（新增 {len(result.new)}，改名 {len(result.renamed)}，没有变化 {result.unchanged}）。"
    ]
    if result.new:
        lines.append(f"新增：{by_level(result.new)}。")
    lines += [f"改名：{code} {old} → {new}" for code, old, new in result.renamed]
    if result.above:
        lines.append(f"高于县级，不入库：{'、'.join(result.above)}。")
    if pseudo := [area for area in result.new if area.pseudo]:
        lines.append(f"统计用虚拟单位 {len(pseudo)} 个，已入库并标记：{names(pseudo)}。")
    lines += [
        f"请核对：{place.code} {place.name}，代码是虚拟单位，名称像乡镇街道；如是真的，在后台取消标记。"
        for place in result.doubtful
    ]
    lines += [f"库里已停用，没有改动：{area.code} {area.name}" for area in result.stopped]
    lines += [f"库里有、文件里没有（没有删除）：{area.code} {area.name}" for area in result.lacking]
    if result.succession:
        lines += succession_lines(result.succession)
    if result.problems:
        lines.append(f"没有入库 {len(result.problems)} 行：")
    return lines + [f"  {problem}" for problem in result.problems]


def succession_lines(succession: Succession) -> list[str]:
    lines = [f"旧代码 {succession.old}：{len(succession.replaced)} 个区划今天起停用，并写明由谁承接。"]
    lines += [
        f"没有找到承接的区划，保持原样，请在后台处理：{area.code} {area.name}"
        for area in succession.unmatched
    ]
    if succession.grids:
        lines.append(f"旧代码下还有 {succession.grids} 个网格，请在新的村（社区）下重新划分。")
    return lines


def by_level(areas: list[Area]) -> str:
    counts = {level: sum(area.level == level for area in areas) for level in Area.Level}
    return "，".join(f"{level.label} {count} 个" for level, count in counts.items() if count)


def names(areas: list[Area], most: int = 12) -> str:
    shown = "、".join(area.name for area in areas[:most])
    return f"{shown}等" if len(areas) > most else shown
