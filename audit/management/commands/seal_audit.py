from typing import Any

from django.core.management.base import BaseCommand

from audit.services import seal_all


class Command(BaseCommand):
    help = "封存到现在为止已经结束的写入。平时由定时器每 30 秒做一次，也可以随时手动运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"封存了 {seal_all():,} 条。")
