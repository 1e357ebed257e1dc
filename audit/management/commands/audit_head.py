from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.anchors import words_of
from audit.models import Seal


class Command(BaseCommand):
    help = "打印最新一次封存的号和校验码，存到平台以外的地方（打印、抄写、寄给审计员），以后核对用。"

    def handle(self, *args: Any, **options: Any) -> None:
        head = Seal.objects.head()
        if head is None:
            raise CommandError("还没有封存过。运行 manage.py seal_audit，或等定时器跑一次。")
        self.stdout.write(words_of(head), ending="")
