from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import ADMINISTRATORS, Duty, Role
from accounts.services import create_account, give_duty

POSTS = ((Role.SYSTEM_ADMIN, "system"), (Role.SECURITY_ADMIN, "security"), (Role.AUDIT_ADMIN, "audit"))


class Command(BaseCommand):
    help = "新县第一次：建系统管理员、安全管理员、审计管理员三个账号，临时密码只打印这一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        for role, word in POSTS:
            parser.add_argument(
                f"--{word}", required=True, metavar="用户名=姓名", help=f"{role.label}，例如 zhangsan=张三"
            )

    def handle(self, **options: Any) -> None:
        with transaction.atomic():
            if Duty.objects.filter(role__in=ADMINISTRATORS).exists():
                raise CommandError("已经有管理员了。以后的管理员由安全管理员给岗位。")
            for role, word in POSTS:
                username, name = named(options[word])
                self.stdout.write(f"{role.label}  {username}  {self.make(role, username, name)}")
        self.stdout.write("请当面交给三个人。第一次登录要换密码；需要动态码的，同时绑定验证器。")

    def make(self, role: Role, username: str, name: str) -> str:
        """The account and its duty; its temporary password."""
        try:
            user, password = create_account(username=username, name=name, by=None)
            give_duty(Duty(user=user, role=role), by=None)
        except ValidationError as error:
            raise CommandError(f"{role.label} {username}：{' '.join(error.messages)}") from error
        return password


def named(told: str) -> tuple[str, str]:
    """Username and name out of "username=name". Raises CommandError."""
    username, _, name = told.partition("=")
    if not username or not name:
        raise CommandError(f"“{told}”要写成 用户名=姓名，例如 zhangsan=张三。")
    return username, name
