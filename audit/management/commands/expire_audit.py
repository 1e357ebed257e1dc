from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from audit.models import YEARS
from security.owner import as_owner


class Command(BaseCommand):
    help = f"以数据库属主的身份删除满 {YEARS} 年的审计记录，封存留着。平台自己删不了。先核对，再删。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with as_owner(), connection.cursor() as cursor:
                cursor.execute(
                    "DELETE FROM audit_entry WHERE at < clock_timestamp() - make_interval(years => %s)",
                    [YEARS],
                )
                gone = cursor.rowcount
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"删除了 {gone:,} 条满 {YEARS} 年的审计记录。写进销毁记录。")
