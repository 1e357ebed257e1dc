from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.services.sealing import rewrap_keys
from security.context import everything
from security.encryption import KeyUnknown
from security.owner import as_owner


class Command(BaseCommand):
    help = (
        "换密钥：把新密钥写在 FIELD_KEYS 的最前面，重启后运行，让所有事项的数据密钥改由新密钥保护。"
        "可以重复运行；说“没有还用旧密钥的”之后，才可以从 FIELD_KEYS 里去掉旧的。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with as_owner(), everything("command:rotate_field_keys"):
                changed = rewrap_keys()
        except KeyUnknown as error:
            raise CommandError(f"有数据密钥用的密钥不在 FIELD_KEYS 里，一个都没有改：{error}") from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        if changed:
            self.stdout.write(f"已换 {changed} 个数据密钥。")
        self.stdout.write("没有还用旧密钥的了。")
