from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from security.context import everything
from security.owner import as_owner
from security.preparing import prepare


class Command(BaseCommand):
    help = (
        "以数据库属主的身份更新表结构，再装好角色、权限、行级策略和触发器。可以重复运行；每次升级后都要运行。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with as_owner(), everything("command:prepare_database"):
                call_command("migrate", interactive=False, verbosity=options["verbosity"])
                with transaction.atomic():
                    prepare()
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("数据库已就绪：表结构、角色、权限、行级策略和触发器都已更新。")
