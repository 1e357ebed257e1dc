from typing import Any

from django.core.management.base import BaseCommand

from grids.catalogue import load_catalogue


class Command(BaseCommand):
    help = "载入默认的案件类别、来源和标准用语。可以重复运行：县里改过的不动。"

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_catalogue()
        added = f"类别 {loaded.categories} 个，来源 {loaded.sources} 个，标准用语 {loaded.texts} 条"
        self.stdout.write(f"新增{added}；已有的没有改动。")
