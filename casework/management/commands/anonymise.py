from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.services import retention
from jobs.models import Job
from jobs.services import run
from security.clock import now


class Command(BaseCommand):
    help = "把结案多年、保存到期的事项去标识，删除到期的记录。每月自动运行一次，可以重复运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只说会做什么，什么都不改")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        due = retention.due(now())
        self.stdout.write(
            f"到期的事项 {due.matters} 件，其中有关的人 {due.people} 个，照片等文件 {due.files} 个。"
        )
        for name, rows in due.rows.items():
            self.stdout.write(f"到期的“{name}” {rows} 条。")
        if dry_run:
            self.stdout.write("这是试运行，什么都没有改。")
            return
        job = retention.ask()
        run(job.pk)
        job = Job.objects.get(pk=job.pk)
        if job.error:
            raise CommandError(job.error)
        self.stdout.write(f"{job.message or '另一个进程正在做'}。")
