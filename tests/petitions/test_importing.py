"""Petitions of another system are loaded: nothing is lost, what is odd is listed."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from casework.exceptions import MoveDenied
from casework.models import Deadline, Matter, Notice
from petitions import services
from petitions.models import ImportedRow, Petition
from security import clock

HEAD = "留言编号,留言用户,留言主题,留言时间,留言详情,答复意见,答复时间,点赞\n"
ROWS = (
    "7,演示用户甲,路坏了,2019-04-25 09:32:09,门口的路坏了半年。,已安排。,2019-05-01,3\n"
    '8,演示用户乙,"灯,不亮",2019/5/1,"一条街\n都不亮。",,,\n'
    "8,演示用户丙,路坏了,2019-06-01,门口的路坏了半年。,快了。,2019-05-30,\n"
    ",,只有标题,2199-01-01,,,,\n"
    "10,,,坏日期,打 13900001111 找我。,,,\n"
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "appeals.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


@pytest.fixture
def load(table, town, capsys):
    def one(*more):
        call_command("import_petitions", str(table), "--area", town.code, "--origin", "市长信箱", *more)
        return capsys.readouterr().out

    return one


def test_nothing_is_lost_and_what_is_odd_is_listed(load, clerk, tmp_path):
    said = load("--oddities", str(tmp_path / "odd.csv"))
    assert "共 5 行：导入 5 件，以前导过 0 件" in said
    assert Petition.objects.count() == ImportedRow.objects.count() == 5
    first = ImportedRow.objects.get(number="7")
    own = first.matter.own
    assert (own.channel, own.received_on, own.request, own.facts) == (
        "net",
        date(2019, 4, 25),
        "路坏了",
        "门口的路坏了半年。",
    )
    assert first.rest == {
        "留言时间": "2019-04-25 09:32:09",
        "答复意见": "已安排。",
        "答复时间": "2019-05-01",
        "点赞": "3",
    }
    assert first.matter.people.get().masked_name == "演**甲"
    odd = (tmp_path / "odd.csv").read_text(encoding="utf-8-sig")
    for words in (
        "和第 2 行说的一样",
        "编号“8”在文件里出现过",
        "答复日期 2019-05-30 早于收到日期 2019-06-01",
        "没有编号",
        "收到日期 2199-01-01 不可能",
        "收到日期“坏日期”认不出",
        "好像有电话或证件号",
        "没有标题或内容",
    ):
        assert words in odd, words
    assert "13900001111" not in odd
    assert not Notice.objects.exists()


def test_the_same_file_again_adds_nothing(load):
    load()
    assert "导入 0 件，以前导过 5 件" in load()
    assert Matter.objects.count() == 5


def test_a_dry_run_writes_nothing(load):
    assert "会导入 5 件" in load("--dry-run")
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--column", "内容=没有"], "没有“没有”这一列"),
        (["--column", "别的=留言详情"], "写得不对"),
        (["--area", "999999"], "没有区划"),
    ],
)
def test_what_cannot_be_read_is_said(load, more, words):
    with pytest.raises(CommandError, match=words):
        load(*more)


def test_a_table_without_words_is_refused(load, table):
    table.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="没有认出标题或内容"):
        load()


SENT = (
    "编号,标题,内容,收到日期,来文单位,来文编号,交办日期,反馈期限\n"
    "1,修路,路坏了。,2026-01-05,市信访局,市信交1号,2026-01-02,2026-02-04\n"
    "2,路灯,灯不亮。,2026-01-06,,,,2026-01-01\n"
    "3,井盖,井盖坏了。,2026-01-07,,,不知道,\n"
)


def test_what_another_organ_sent_keeps_who_when_and_by_when_it_is_told(load, table, clerk):
    table.write_text(SENT, encoding="utf-8")
    said = load("--sender", "市12345热线")
    first, second, third = (ImportedRow.objects.get(number=number).matter for number in "123")
    own = first.own
    assert (own.channel, own.sender, own.sender_number) == ("other", "市信访局", "市信交1号")
    assert (own.sent_here_on, own.answer_sender_by) == (date(2026, 1, 2), date(2026, 2, 4))
    due = first.deadlines.get(limit="xf.upward").due_at
    assert timezone.localdate(due - timedelta(seconds=1)) == date(2026, 2, 4)
    assert [one.own.sender for one in (second, third)] == ["市12345热线"] * 2
    assert not Deadline.objects.filter(matter__in=[second, third], limit="xf.upward").exists()
    assert "不在收到日期" in said
    assert "转来日期…认不出" in said


def test_the_office_tells_whoever_sent_it_once(load, table, clerk):
    table.write_text(SENT, encoding="utf-8")
    load("--sender", "市12345热线")
    first = ImportedRow.objects.get(number="1").matter
    fresh = services.report_up(first, note="已经修好，群众认可。", by=clerk)
    assert fresh.own.answered_sender_on == clock.today()
    assert fresh.deadlines.get(limit="xf.upward").met_at
    assert fresh.status == "registered"
    with pytest.raises(MoveDenied, match="已经报过"):
        services.report_up(fresh, note="再报一次。", by=clerk)
    with pytest.raises(MoveDenied, match="没有要报结果"):
        services.report_up(ImportedRow.objects.get(number="3").matter, note="报。", by=clerk)


def test_the_channel_of_all_rows_may_be_said(load):
    load("--channel", "letter")
    assert {own.channel for own in Petition.objects.all()} == {"letter"}
