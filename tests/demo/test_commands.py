import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Duty, Unit, User
from areas.models import Area
from casework.models import (
    Attachment,
    Deadline,
    Event,
    Extension,
    Matter,
    Merger,
    Message,
    Notice,
    Nudge,
    Supervision,
)
from casework.selectors.todo import todo
from casework.services.reminders import late_for_long, warned_limits
from demo.county import COUNTY
from demo.founding import found
from demo.loading import ORIGIN, load_cases, loaded_cases
from demo.people import PASSWORD, SHOWN
from demo.scenes import play
from figures.models import RolledUpMonth
from grids.models import Case
from tests.demo.conftest import NOW, UNTIL
from tests.figures.test_recount import check_against_sql

SEEN = 50  # figures that count something in the demo's year
USERNAMES = [name for name, _, _ in SHOWN.values()]
# They keep the platform itself; sifa looks after mediation, where no case waits; the others after petitions.
WITHOUT_A_TURN = {"admin", "anquan", "shenji", "sifa", "xinfang", "fucha"}


def run(name, *words):
    out = StringIO()
    call_command(name, *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def loaded(db):
    county = found()
    load_cases(county, until=UNTIL, now=NOW, count=400)
    return county


@pytest.mark.django_db(transaction=True)
def test_the_second_run_finds_everything_there(media):
    first = run("demo_data", "--until", "2026-06-30", "--cases", "60")
    assert "新增区划 132" in first
    assert "虚构案件 " in first
    rows = (Matter, Event, Deadline, User, Unit, Area, Attachment, RolledUpMonth)
    counts = [model.objects.count() for model in rows]
    assert all(counts)
    assert RolledUpMonth.objects.count() == 15
    months = list(RolledUpMonth.objects.order_by("month").values_list("month", flat=True))
    assert len(check_against_sql(months)) >= SEEN

    began = time.monotonic()
    second = run("demo_data", "--until", "2026-06-30", "--cases", "60")
    assert time.monotonic() - began < 2
    assert second.strip().startswith("演示案件已经有")
    assert "新增" not in second
    assert [model.objects.count() for model in rows] == counts


def test_production_refuses_invented_data(settings, db):
    settings.DEMO = False
    with pytest.raises(CommandError, match="正式环境"):
        call_command("demo_data")
    with pytest.raises(CommandError, match="正式环境"):
        call_command("demo_accounts")
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--until", "2026-13-01"), "要像 2026-06-30"),
        (("--until", "2999-01-01"), "还没到"),
        (("--cases", "-1"), "负数"),
    ],
)
def test_wrong_arguments_are_refused_in_words(db, words, said):
    with pytest.raises(CommandError, match=said):
        call_command("demo_data", *words)
    assert not Area.objects.exists()


def test_accounts_are_listed_in_columns(db):
    with pytest.raises(CommandError, match="demo_data"):
        run("demo_accounts")
    found()
    lines = run("demo_accounts").splitlines()
    assert lines[0].split() == ["角色", "用户名", "姓名", "密码"]
    assert [line.split()[1] for line in lines[1:]] == USERNAMES
    assert all(line.endswith(PASSWORD) for line in lines[1:])


@pytest.mark.parametrize("username", USERNAMES)
def test_everybody_signs_in_and_has_a_duty(db, client, username):
    found()
    assert client.post("/login/", {"username": username, "password": PASSWORD}).status_code == 302
    assert client.get("/me/").status_code == 200
    assert User.objects.get(username=username).held


@pytest.mark.parametrize(("username", "answer"), [("admin", 200), ("anquan", 200), ("shenji", 403)])
def test_two_of_the_administrators_have_a_part_in_the_admin(db, client, username, answer):
    found()
    client.post("/login/", {"username": username, "password": PASSWORD})
    assert client.get("/admin/", follow=True).status_code == answer


def test_everybody_with_a_turn_has_something_to_do(loaded):
    for username in USERNAMES:
        blocks, found = todo(user=User.objects.get(username=username), now=NOW, limit=50)
        assert bool(found.count) is (username not in WITHOUT_A_TURN), (username, blocks)


def test_the_demos_own_people_have_just_done_what_takes_two(db):
    load_cases(found(), until=timezone.localdate(), now=timezone.now(), count=60)
    assert play() == 5
    assert Matter.objects.filter(status="postponed", holder__username="chengban").count() == 1
    assert [asked.matter.holder.username for asked in Extension.objects.waiting()] == ["chengban"]
    assert Supervision.objects.get().by.username == "jiedao"
    assert Nudge.objects.get().by.username == "fenpai"
    assert Merger.objects.get().matter.status == "merged"
    blocks, _ = todo(user=User.objects.get(username="jiedao"), now=timezone.now(), limit=50)
    assert any("答复延期申请" in errand.what for block in blocks for errand in block.errands)


def test_cases_are_marked_as_invented(loaded):
    assert loaded_cases() == Case.objects.count() > 350
    assert set(Case.objects.values_list("origin", flat=True)) == {ORIGIN}
    assert not Area.objects.below(COUNTY).filter(code__regex=r"^\d{15}$", invented=False).exists()


def test_a_fresh_demo_brings_no_storm_of_reminders(loaded):
    assert not Notice.objects.exists()
    assert not Message.objects.exists()
    a_day_ago = NOW - timedelta(days=1)
    assert not warned_limits(a_day_ago, late_for_long(a_day_ago), after=0)
    assert warned_limits(NOW, late_for_long(NOW), after=0)


def test_loading_is_all_or_nothing(db, monkeypatch):
    def fails(*args, **kwargs):
        raise ConnectionError

    county = found()
    with monkeypatch.context() as patched:
        patched.setattr(Deadline.objects, "bulk_create", fails)
        with pytest.raises(ConnectionError):
            load_cases(county, until=UNTIL, now=NOW, count=30)
    assert not Matter.objects.exists()


def test_what_somebody_changed_stays(db):
    found()
    User.objects.filter(username="wangge").update(name="演示·换了名字")
    Duty.objects.filter(user__username="wangge").delete()
    again = found()
    assert not any(again.added.values())
    assert User.objects.get(username="wangge").name == "演示·换了名字"
    assert not Duty.objects.filter(user__username="wangge").exists()
