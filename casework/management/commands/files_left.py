from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Sum

from casework.models import Attachment, Original
from casework.services.files import free_of_disk
from security.uploads import clamav


class Command(BaseCommand):
    help = "附件占了多少，存储还剩多少，查病毒的服务在不在。剩得太少或服务不在，退出码是 1。"

    def handle(self, *args: Any, **options: Any) -> None:
        for label, rows in (("附件", Attachment.objects.all()), ("封存的原件", Original.objects.all())):
            size = rows.aggregate(size=Sum("size", default=0))["size"]
            self.stdout.write(f"{label} {rows.count()} 个，{size / 1e6:.1f} MB。")
        free, least = free_of_disk(), settings.UPLOAD_DISK_FREE
        self.stdout.write(f"存储还剩 {free:.0%}，低于 {least:.0%} 就不收附件。")
        wrong = [f"存储只剩 {free:.0%}，已经不收附件"] if free < least else []
        if settings.CLAMD_URL:
            try:
                self.stdout.write(f"查病毒：{clamav.version()}。")
            except clamav.ClamdAway:
                wrong.append("查病毒的服务连不上，已经不收附件")
        else:
            self.stdout.write("没有设 CLAMD_URL，不查病毒。")
        if wrong:
            raise CommandError("；".join(wrong) + "。")
