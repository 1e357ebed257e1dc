"""The pages of an assessment: three clicks from a total to a matter, what each user may press, odd input."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessment import services
from assessment.gaming import questions_of
from assessment.models import Appeal, Entry, RunStep, Scheme
from grids.models import Source
from security import clock
from tests.assessment.line import ROWS, cells, sheet
from tests.factories import CaseFactory


@pytest.fixture
def ask(client):
    def asked(user, url, given=None):
        client.force_login(user)
        return client.post(url, given) if given is not None else client.get(url)

    return asked


def links(response):
    return re.findall(r'href="([^"]+)"', response.content.decode())


def test_from_a_total_to_a_matter_are_three_clicks_and_the_rows_are_the_number(ask, line, run):
    for user in (line.clerk, line.leader, line.mayor):
        page = ask(user, f"/assess/{line.quarter}/")
        card = next(one for one in links(page) if one == f"/assess/{line.quarter}/{line.east.pk}/")
        score = line.score(line.east, "1.2")
        assert score.get_absolute_url() in links(ask(user, card))
        detail = ask(user, score.get_absolute_url()).content.decode()
        assert "40 × (2 ÷ 3)" in detail
        assert "按结案率计分" in detail
        for part, number in (("rows", 3), ("hit", 2), ("miss", 1)):
            opened = ask(user, f"{score.get_absolute_url()}?part={part}").content.decode()
            shown = re.search(rf'data-metric="{part}">(\d+)', opened)
            assert int(shown[1]) == number == opened.count('href="/cases/2')


def test_the_official_order_is_the_rule_and_the_switch_is_written_down(ask, line, run):
    url = f"/assess/{line.quarter}/"
    assert "按单位的顺序" in ask(line.clerk, url).content.decode()
    assert ask(line.clerk, f"{url}by_score/", {}).status_code == 302
    assert "按得分排，已经记下" in ask(line.clerk, url).content.decode()
    assert "按单位的顺序" in ask(line.clerk, url).content.decode()
    assert RunStep.objects.filter(move="by_score").count() == 1
    assert ask(line.mayor, f"{url}by_score/", {}).status_code == 404


def test_a_unit_fills_in_what_is_its_own_and_what_was_typed_stands(ask, line, run):
    url = f"/assess/{line.quarter}/fill/"
    form = f"{url}{line.target(line.east).pk}/{line.indicator('3').pk}/"
    assert ask(line.mayor, form).status_code == 404
    wrong = ask(line.scorer, form, {"value": "25", "words": "看了现场"})
    assert (wrong.status_code, "看了现场" in wrong.content.decode()) == (400, True)
    assert "应当在 0 和 20 之间" in wrong.content.decode()
    assert ask(line.scorer, form, {"value": "18"}).status_code == 302
    assert "没有签报" in ask(line.scorer, url).content.decode()
    assert ask(line.scorer, f"/assess/{line.quarter}/{line.fire.pk}/sign/", {}).status_code == 403
    assert ask(line.fire_chief, f"/assess/{line.quarter}/{line.fire.pk}/sign/", {}).status_code == 302
    assert Entry.objects.get().signed_by == line.fire_chief


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("4", {"part": "108", "whole": "106", "sample": "400"}, "核对这两个数"),
        ("4", {"part": "5", "sample": "400"}, "分子和分母一起写"),
        ("4", {"part": "5", "whole": "-5"}, "核对这两个数"),
        ("4", {}, "还没有填数"),
        ("5", {"count": "-1"}, "写 0 或更大的整数"),
        ("5", {"exempt": "full"}, "为什么免考核"),
    ],
)
def test_bad_numbers_are_said_in_sentences(ask, line, run, code, typed, words):
    form = f"/assess/{line.quarter}/fill/{line.target(line.east).pk}/{line.indicator(code).pk}/"
    found = ask(line.clerk, form, typed)
    assert found.status_code == 400
    assert words in found.content.decode()


def test_an_appeal_goes_its_way_on_the_pages(ask, line, noticed):
    score = line.score(line.east, "1.2")
    assert f"{score.get_absolute_url()}appeal/" in links(ask(line.mayor, score.get_absolute_url()))
    assert ask(line.mayor, f"{score.get_absolute_url()}appeal/", {"words": "不对"}).status_code == 400
    given = {"words": "有一件不归我们", "evidence": "案件编号"}
    assert ask(line.mayor, f"{score.get_absolute_url()}appeal/", given).status_code == 302
    url = f"/assess/appeals/{Appeal.objects.get().pk}/answer/"
    assert ask(line.mayor, url).status_code == 403
    missing = ask(line.clerk, url, {"upheld": "yes", "words": "成立"})
    assert (missing.status_code, "写明改为几分" in missing.content.decode()) == (400, True)
    assert ask(line.clerk, url, {"upheld": "yes", "points": "40", "words": "剔除"}).status_code == 302
    page = ask(line.mayor, score.get_absolute_url()).content.decode()
    assert "26.67 → 40.00" in page


def test_a_scheme_is_brought_in_on_its_page_or_says_what_is_wrong(ask, line):
    assert (
        ask(line.clerk, "/assess/schemes/new/", {"year": "2026", "name": "方案", "ties": "skip"}).status_code
        == 302
    )
    scheme = Scheme.objects.get()
    url = scheme.get_absolute_url()
    bad = SimpleUploadedFile("方案.xlsx", sheet([("镇", "乡", *ROWS[1][2:])]))
    found = ask(line.clerk, f"{url}import/", {"workbook": bad})
    assert (found.status_code, "“乡”不认识" in found.content.decode()) == (400, True)
    good = SimpleUploadedFile("方案.xlsx", sheet(ROWS))
    assert ask(line.clerk, f"{url}import/", {"workbook": good}).status_code == 302
    assert ask(line.mayor, url).status_code == 404
    assert "试算" in ask(line.leader, f"{url}?effect=1").content.decode()
    assert ask(line.leader, f"{url}adopt/", {"document": ""}).status_code == 400
    assert ask(line.leader, f"{url}adopt/", {"document": "测办1号"}).status_code == 302
    assert ask(line.mayor, url).status_code == 200


def test_the_reconciliation_sheet_has_every_number_with_its_fingerprint(ask, line, published):
    whole = ask(line.scorer, f"/assess/{line.quarter}/export/")
    content = whole.content if not whole.streaming else b"".join(whole.streaming_content)
    totals, rows = cells(BytesIO(content).getvalue()), cells(content, 1)
    assert [row[1:5] for row in totals[2:]] == [
        ["桥东镇综治中心", "82.17", "100.00", "1"],
        ["桥西镇综治中心", "57.50", "100.00", "2"],
    ]
    assert len(rows) == 2 + 14
    assert all(len(row[-1]) == 64 for row in rows[2:])


def test_what_looks_odd_is_asked_and_concludes_nothing(ask, line, cases):
    last = clock.day_begins(line.quarter.end) - timedelta(hours=3)
    source = Source.objects.create(name="巡查")
    for _ in range(12):
        CaseFactory(area=line.town, registered_at=last, title="路灯不亮", source=source)
    run = line.open()
    found = [one.question for one in questions_of(run)]
    assert any("最后 5 天登记" in one for one in found)
    assert any("标题一字不差" in one for one in found)
    page = ask(line.clerk, f"/assess/{line.quarter}/questions/").content.decode()
    assert "只是问题，不是结论" in page
    assert ask(line.mayor, f"/assess/{line.quarter}/questions/").status_code == 404


def test_the_quarter_is_begun_moved_and_decided_on_its_page(ask, line, cases):
    line.scheme = line.adopted()
    assert ask(line.clerk, "/assess/open/", {"quarter": "1999Q1"}).status_code == 400
    assert ask(line.clerk, "/assess/open/", {"quarter": str(line.quarter)}).status_code == 302
    url = f"/assess/{line.quarter}/"
    assert ask(line.clerk, f"{url}decide/", {"document": "1号"}).status_code == 403
    line.said_by_all()
    assert ask(line.clerk, f"{url}count/", {}).status_code == 302
    assert ask(line.clerk, f"{url}notice/", {}).status_code == 302
    line.run.__class__.objects.update(appeal_until="2020-01-01")
    assert ask(line.clerk, f"{url}propose/", {}).status_code == 302
    assert ask(line.leader, f"{url}decide/", {"document": ""}).status_code == 400
    assert ask(line.leader, f"{url}decide/", {"document": "1号"}).status_code == 302
    assert "数据已有变化：0 处" in ask(line.clerk, url).content.decode()
    services.publish(line.run, by=line.clerk)
    assert "82.17" in ask(line.scorer, url).content.decode()
