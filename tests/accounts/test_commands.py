from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts import services
from accounts.models import Duty, User

NAMES = {"system": "zhang=张三", "security": "li=李四", "audit": "wang=王五"}


def run(name, *words, **options):
    out = StringIO()
    call_command(name, *words, stdout=out, **options)
    return out.getvalue()


def test_the_first_administrators_come_with_passwords_printed_once(db, client, sign_in):
    lines = run("first_administrators", **NAMES).splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [
        ["系统管理员", "zhang"],
        ["安全管理员", "li"],
        ["审计管理员", "wang"],
    ]
    assert dict(Duty.objects.values_list("user__username", "role")) == {
        "zhang": "system_admin",
        "li": "security_admin",
        "wang": "audit_admin",
    }
    assert sign_in(client, "zhang", lines[0].split()[2]).url == "/login/new-password/"


def test_they_are_made_once(db):
    run("first_administrators", **NAMES)
    with pytest.raises(CommandError, match="已经有管理员了"):
        run("first_administrators", **{**NAMES, "system": "zhao=赵六"})
    assert User.objects.count() == 3


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"audit": "wang"}, "要写成 用户名=姓名"),
        ({"audit": "王 五=王五"}, "用户名只能用"),
        ({"audit": "li=李四"}, "已经有人用这个用户名"),
    ],
)
def test_all_three_or_none(db, wrong, said):
    with pytest.raises(CommandError, match=said):
        run("first_administrators", **{**NAMES, **wrong})
    assert not User.objects.exists()


def test_an_administrators_password_is_reset_on_the_server(guard, client, sign_in):
    client.force_login(guard)
    password = run("temporary_password", guard.username).split()[-1]
    assert client.get("/me/").status_code == 302
    assert sign_in(client, guard, password).url == "/login/new-password/"
    with pytest.raises(CommandError, match="没有“nobody”这个账号"):
        run("temporary_password", "nobody")


def test_a_command_acts_as_the_server_itself(stranger, centre):
    duty = services.give_duty(Duty(user=stranger, role="town", unit=centre), by=None)
    assert stranger.duties.get() == duty
