from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jobs.heartbeats import pulses
from security import clock


class Command(BaseCommand):
    help = "看定时任务是不是都在跑，给监控用：都在跑退出码 0，有停了的 1。"

    def handle(self, *args: Any, **options: Any) -> None:
        found = pulses(clock.now())
        for pulse in found:
            at = f"{timezone.localtime(pulse.at):%Y-%m-%d %H:%M:%S}" if pulse.at else "还没有跑过"
            self.stdout.write(f"{'停了' if pulse.silent else '在跑'} {pulse.task} {at}")
        if stopped := [pulse.task for pulse in found if pulse.silent]:
            raise CommandError(f"停了 {len(stopped)} 个。看 beat 和 worker 在不在跑。")
