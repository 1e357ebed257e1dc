from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from accounts.models import Role
from casework import services
from casework.models import Event, Matter, SearchText
from casework.models.finding import MOST, Narrowed, Words, find
from casework.services.people import add_person
from grids.services import close, dispatch
from security import clock
from security.context import acting
from tests.factories import AccusationFactory, CaseFactory, DutyFactory

pytestmark = pytest.mark.django_db


def found(words, user=None, **narrowed):
    """The matters that this user finds, or the portal itself."""
    if user is None:
        keys = find(Words.of(words), Narrowed(**narrowed)).keys
    else:
        with acting(user.pk):
            keys = find(Words.of(words), Narrowed(**narrowed)).keys
    return [Matter.objects.get(pk=key) for key in keys]


@pytest.mark.parametrize(
    "words",
    ["路灯", "路灯不亮", "ＫＴＶ门口", "ktv", "KTV", "12 号楼", "12号", "路灯 号楼", "“欢唱”", "灯不"],
)
def test_a_matter_is_found_by_any_piece_of_two_signs_and_more(words):
    case = CaseFactory(title="路灯不亮", text="ＫＴＶ“欢唱”门口的路灯不亮，在 12 号楼旁，写作12号楼")
    CaseFactory(title="垃圾成堆", text="楼道里垃圾成堆")
    if words == "ＫＴＶ门口":
        words = "欢唱”门口"
    assert found(words) == [case]


@pytest.mark.parametrize(
    "words", ["灯路", "路不", "亮。在", "%", "路%", "' | '路灯", "\\", "路灯\\", "路灯 垃圾"]
)
def test_what_is_not_written_so_is_not_found(words):
    CaseFactory(title="一件", text="路灯不亮，在桥东村")
    assert found(words) == []


@pytest.mark.parametrize(
    "words", ["c:\\boot.ini", "\\b", ":\\boot", "'a|b'", "b'", "'a", "100%", "%00", "&!(x)", "<->", "e'\\'"]
)
def test_signs_of_a_query_are_signs_like_any_other(words):
    case = CaseFactory(title="一件", text="c:\\boot.ini 和 'a|b' 还有 100%、%00、&!(x)、<->、e'\\'")
    assert found(words) == [case]


def test_pieces_that_stand_apart_are_not_the_word():
    CaseFactory(title="一件", text="邻里之间，里噪，噪音")
    together = CaseFactory(title="一件", text="邻里噪音")
    assert found("邻里噪音") == [together]


def test_all_that_is_said_in_a_matter_is_searched(worker, officer, unit, grid):
    case = CaseFactory(title="标题一句", text="正文一句", landmark="供销社旁", area=grid)
    dispatch(case, to=unit, note="请抓紧换灯泡", by=officer)
    for words in ("标题", "正文", "供销社", "换灯泡"):
        assert found(words) == [case]


def test_a_change_by_whatever_way_is_searched_at_once(grid):
    case = CaseFactory(title="旧标题", text="旧正文", area=grid)
    type(case.own).objects.filter(pk=case.pk).update(text="新写的正文")
    Matter.objects.filter(pk=case.pk).update(title="换了的名字")
    assert found("旧正") == found("旧标") == []
    assert found("新写") == found("换了的") == [case]


@pytest.mark.parametrize("words", ["202611-000731", "202611000731", "000731", "0731", "731", "11-000731"])
def test_a_matter_is_found_by_its_number_or_the_end_of_it(words):
    case = CaseFactory(number="202611-000731")
    CaseFactory(number="202611-000732")
    assert found(words) == [case]


def test_somebody_is_found_as_lists_show_them_and_search_reads_no_vault(worker, grid):
    case = CaseFactory(area=grid)
    with acting(worker.pk):
        add_person(case, by=worker, name="张建明", phone="13800138000")
    for words in ("张建明", "张大明", "张*明"):
        assert found(words, worker) == [case]
    for words in ("张建", "建明", "13800138000", "李建明"):
        assert found(words, worker) == []


def test_the_newest_stands_first_and_all_words_must_be_there():
    now = clock.now()
    old, new, middle = (
        CaseFactory(title="桥东路灯", text="不亮", registered_at=now - timedelta(days=days))
        for days in (900, 1, 70)
    )
    CaseFactory(title="桥西路灯", registered_at=now)
    assert found("路灯 桥东") == [new, middle, old]


def test_it_is_narrowed_by_kind_area_time_and_what_is_open(grid, town, county):
    now = clock.now()
    here = CaseFactory(title="路灯", area=grid, registered_at=now - timedelta(days=30))
    there = CaseFactory(title="路灯", area=county, registered_at=now - timedelta(days=200), closed_at=now)
    assert found("路灯") == [here, there]
    assert found("路灯", kind="case") == [here, there]
    assert found("路灯", kind="dispute") == []
    assert found("路灯", area=town.code) == [here]
    assert found("路灯", since=now - timedelta(days=31)) == [here]
    assert found("路灯", since=now - timedelta(days=30)) == [here]
    assert found("路灯", until=now - timedelta(days=30)) == [there]
    assert found("路灯", only_open=True) == [here]


def test_nobody_finds_what_they_do_not_see(
    officer, worker, handler, head, stranger, keeper, grid, village, county, unit, centre
):
    """The same matters as the list shows, whatever the reason for which somebody sees them."""
    CaseFactory(title="路灯一", area=grid)
    CaseFactory(title="路灯二", area=village, unit=unit)
    CaseFactory(title="路灯三", area=county)
    CaseFactory(title="路灯四", area=grid, confidential=True)
    held = CaseFactory(title="路灯五", area=county, holder=stranger)
    granted = CaseFactory(title="路灯六", area=county, confidential=True)
    AccusationFactory(matter=CaseFactory(title="路灯七", area=grid, unit=unit), unit=centre)
    until = clock.today() + timedelta(days=7)
    services.grant(granted, to=handler, by=officer, reason="包案领导", until=until)
    office = DutyFactory(role=Role.OFFICE, unit__area=county).user
    keeping = DutyFactory(role=Role.KEEPER, unit__area=county).user
    counts = set()
    for user in (officer, worker, handler, head, stranger, keeper, office, keeping):
        seen = Matter.objects.visible_to(user).newest()
        with acting(user.pk):
            assert find(Words.of("路灯"), Narrowed()).keys == tuple(seen.values_list("pk", flat=True)), user
            counts.add(seen.count())
    assert held in found("路灯", stranger)
    assert len(counts) > 4


def test_without_a_context_nothing_is_answered():
    from security import context

    with context.under(context.NOBODY), pytest.raises(DatabaseError, match="no context"):
        find(Words.of("路灯"), Narrowed())


def test_what_moves_is_found_where_it_is_now(officer, handler, unit, town, again):
    case = CaseFactory(title="路灯", area=town, status="checked")
    assert found("路灯", handler) == []
    Matter.objects.filter(pk=case.pk).update(unit=unit)
    assert found("路灯", again(handler)) == [case]
    assert found("路灯", only_open=True) == [case]
    with acting(officer.pk):
        close(case, by=officer)
    assert found("路灯", only_open=True) == []


def test_a_word_that_is_everywhere_is_counted_to_five_hundred():
    cases = [CaseFactory(title="路灯", registered_at=clock.now() - timedelta(weeks=3 * n)) for n in range(9)]
    hits = find(Words.of("路灯"), Narrowed(), most=5)
    assert hits.keys == tuple(case.pk for case in cases[:5])
    assert hits.more
    assert not find(Words.of("路灯"), Narrowed(), most=9).more
    assert MOST == 500


def test_what_is_cleaned_of_a_person_is_gone_from_search_too(worker, grid):
    moment = clock.now()
    case = CaseFactory(title="路灯", area=grid, registered_at=moment, closed_at=moment)
    event = Event.objects.create(
        matter=case, move="handle", to_status="closed", note="电话告诉了老赵家", by=worker
    )
    assert found("老赵") == [case]
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal.clean_event(%s, %s, %s)", [event.pk, "已去标识", ""])
    assert found("老赵") == []


def test_what_is_deleted_is_found_no_more(grid):
    case = CaseFactory(title="路灯", area=grid)
    case.own.delete()
    case.delete()
    assert found("路灯") == []
    assert not SearchText.objects.exists()


def test_nobody_writes_the_searched_texts_by_hand(officer, town):
    case = CaseFactory(area=town)
    with acting(officer.pk), pytest.raises(DatabaseError, match="permission denied"):
        SearchText.objects.filter(pk=case.pk).update(text="别的话")


def test_only_the_portal_itself_rebuilds(officer):
    with (
        acting(officer.pk),
        pytest.raises(DatabaseError, match="only the portal itself rebuilds"),
        connection.cursor() as c,
    ):
        c.execute("SELECT portal.index_range(1, 10)")


def test_rebuilding_writes_what_the_triggers_wrote(capsys, officer, unit, town):
    case = CaseFactory(title="路灯", text="桥东路灯不亮", area=town)
    dispatch(case, to=unit, note="请抓紧", by=officer)
    kept = SearchText.objects.values().get()
    call_command("rebuild_search")
    assert SearchText.objects.values().get() == kept
    assert capsys.readouterr().out == "1 件事项的搜索用文字已重写。\n"
