from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from casework.drawing import drawn


class Command(BaseCommand):
    help = "把流程表画成 docs/workflows.md。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, default=settings.BASE_DIR / "docs" / "workflows.md")

    def handle(self, *args: Any, **options: Any) -> None:
        options["out"].write_text(drawn(), encoding="utf-8")
        self.stdout.write(f"画好了：{options['out'].name}")
