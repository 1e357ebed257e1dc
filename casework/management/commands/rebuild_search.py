from typing import Any

from django.core.management.base import BaseCommand

from casework.services.searching import rebuild


class Command(BaseCommand):
    help = "重新写一遍全部事项的搜索用文字。平时由数据库自己维护，只在不经平台写过数据以后才要。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sum(rebuild())} 件事项的搜索用文字已重写。")
