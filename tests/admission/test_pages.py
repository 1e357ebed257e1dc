"""The pages of 表格准入: written, looked up, admitted, filled in, read."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from admission.models import Request, Value
from security import clock

pytestmark = pytest.mark.django_db
HOME, NEW = reverse("admission:home"), reverse("admission:new")


@pytest.fixture
def ask(client):
    """Opens or posts to an address as this user."""

    def opened(user, url, given=None):
        client.force_login(user)
        return client.get(url) if given is None else client.post(url, given)

    return opened


def text_of(response):
    return response.content.decode()


def test_f3_a_unit_asks_for_what_is_not_stored_and_the_others_fill_it_in(asking, ask):
    assert "申请要数据" in text_of(ask(asking.member, HOME))
    said = {"unit": asking.bureau.pk, "title": "塔吊摸底", "purpose": "查塔吊", "basis": "三号文"}
    said |= {"columns": "上报案件数\n塔吊台数", "rhythm": "once", "minutes": "3"}
    wrong = ask(asking.member, NEW, said | {"columns": "联系电话"})
    assert (wrong.status_code, "个人信息" in text_of(wrong)) == (400, False)  # the rest is said first
    said |= {"units": [asking.units[0].pk], "since": clock.today(), "until": "2099-12-31"}
    wrong = ask(asking.member, NEW, said | {"columns": "联系电话"})
    assert (wrong.status_code, "个人信息" in text_of(wrong)) == (400, True)
    assert "查塔吊" in text_of(wrong)  # what was typed stays
    assert ask(asking.member, NEW, said).status_code == 302
    request = Request.objects.get()
    url = request.get_absolute_url()
    shown = text_of(ask(asking.member, url))
    assert "还有 2 列没有核对" in shown
    stored, asked = request.columns.all()
    chosen = {f"choice_{stored.pk}": "figure:cases.reported", f"choice_{asked.pk}": "asked"}
    assert ask(asking.member, f"{url}settle/", chosen).status_code == 302
    shown = text_of(ask(asking.member, url))
    assert "已有 1/2 列，直接取；要问 1 列" in shown
    assert "1 栏 × 1 个单位 × 1 次 × 3.0 分钟 ＝ <strong>0.1 小时</strong>" in shown
    assert ask(asking.member, f"{url}submit/", {}).status_code == 302
    assert "塔吊摸底" in text_of(ask(asking.clerk, HOME))
    assert ask(asking.clerk, f"{url}approve/", {}).status_code == 302
    fill = f"{url}fill/{asking.units[0].pk}/"
    assert "去填" in text_of(ask(asking.other, url))
    assert ask(asking.other, fill, {}).status_code == 400
    assert ask(asking.other, fill, {f"value_{asked.pk}": "12"}).status_code == 302
    assert "塔吊台数：12" in text_of(ask(asking.member, url))
    assert "塔吊台数：12" not in text_of(ask(asking.third, url))
    assert 'value="12"' in text_of(ask(asking.other, fill))
    book = load_workbook(BytesIO(ask(asking.member, f"{url}export/").content))
    assert [cell.value for cell in list(book.worksheets[0].rows)[-1]] == ["人社局", "这一次", "12"]
    rows = text_of(ask(asking.member, reverse("admission:values", args=[asked.pk])))
    assert "（1 行）" in rows


def test_f3_a_refusal_needs_words_and_keeps_them(asking, ask):
    request = asking.submitted()
    url = request.get_absolute_url()
    assert ask(asking.clerk, f"{url}refuse/", {"note": ""}).status_code == 400
    assert ask(asking.member, f"{url}refuse/", {"note": "好"}).status_code == 403
    assert ask(asking.clerk, f"{url}refuse/", {"note": "上月刚问过"}).status_code == 302
    assert "上月刚问过" in text_of(ask(asking.member, url))
    assert ask(asking.member, f"{url}redo/", {}).status_code == 302
    edit = f"{url}edit/"
    assert "工地数" in text_of(ask(asking.member, edit))
    said = {
        "title": "新名",
        "purpose": "查",
        "basis": "三号文",
        "columns": "工地数\t井盖个数",
        "rhythm": "monthly",
    }
    said |= {"units": [asking.units[1].pk], "since": clock.today(), "until": "2099-12-31", "minutes": "2.5"}
    assert ask(asking.member, edit, said).status_code == 302
    fresh = asking.again(request)
    assert [one.name for one in fresh.columns.all()] == ["工地数", "井盖个数"]
    assert [one.answer for one in fresh.columns.all()] == ["asked", "open"]  # what was settled stays
    assert ask(asking.other, edit).status_code == 404


def test_f5_the_hours_of_the_year_open_the_forms_that_they_are_of(asking, ask):
    asking.admitted()
    asking.submitted("井盖个数", title="没有批的")
    shown = text_of(ask(asking.clerk, HOME))
    assert f'href="?unit={asking.bureau.pk}">1 张' in shown
    narrowed = text_of(ask(asking.clerk, f"{HOME}?unit={asking.bureau.pk}"))
    assert f"{clock.today().year} 年准入的（1）" in narrowed
    assert "没有批的" not in narrowed.partition("年准入的")[2]


def test_what_is_not_there_is_not_there(asking, ask):
    request = asking.draft("井盖个数")
    url = request.get_absolute_url()
    assert ask(asking.other, url).status_code == 404
    assert ask(asking.member, f"{url}export/").status_code == 404
    assert ask(asking.member, f"{url}fly/", {}).status_code == 404
    assert ask(asking.member, f"{url}fill/{asking.units[0].pk}/").status_code == 403
    assert not Value.objects.exists()
