from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services import give_temporary


class Command(BaseCommand):
    help = "给一个账号重设临时密码，只打印这一次。管理员忘了密码只能用这个命令：管理员之间不能互相重设。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="用户名")

    def handle(self, *, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有“{username}”这个账号，看看用户名写对没有。")
        self.stdout.write(f"{user.name}  {username}  {give_temporary(user, by=None)}")
