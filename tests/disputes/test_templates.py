"""A county's own Word forms: filled with text alone, tried before use, kept in versions."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from audit.models import Entry
from disputes.dossier.placeholders import COUNTED, PLACEHOLDERS, values
from disputes.dossier.sample import BOUND, SAMPLE
from disputes.models import Dispute, Template
from disputes.models.templates import KEEPERS
from papers.rendering.word_filling import NotFillable, filled, names_in
from tests.disputes.test_dossier import url, words_of
from tests.factories import DutyFactory

NASTY = "A&B <张三> </w:t>{{ 卷号 }}\n第二行"


def word(*lines, change=None):
    """A Word file of these lines."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if change:
        change(made)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def read(content):
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    head = [paragraph.text for section in made.sections for paragraph in section.header.paragraphs]
    return [paragraph.text for paragraph in made.paragraphs] + cells + head


def test_a_name_gives_way_to_its_value_also_where_word_tore_it_apart():
    def torn(made):
        paragraph = made.add_paragraph("请")
        for piece in ("{", "{ 调解", "员 }", "} 调解"):
            paragraph.add_run(piece)
        made.add_table(1, 1).cell(0, 0).text = "{{卷号}}"
        made.sections[0].header.paragraphs[0].text = "{{ 编号 }}"

    said = read(filled(word("{{ 申请人 }}和{{ 被申请人 }}", change=torn), values("rights", SAMPLE, BOUND)))
    assert said[:2] == ["演示张三和演示李四", "请演示调解员 调解"]
    assert said[2:] == [SAMPLE.volume, SAMPLE.number]


def test_a_value_is_text_and_never_looked_at_again():
    said = read(filled(word("{{ 事实 }}"), {"事实": NASTY, "卷号": "漏了"}))
    assert said[0] == NASTY
    assert "漏了" not in said[0]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["{% for x in y %}"], "程序代码"),
        (["{{ 申请人"], "没有配上"),
        (["{# 注 #}"], "程序代码"),
    ],
)
def test_code_is_refused(lines, why):
    with pytest.raises(NotFillable, match=why):
        names_in(word(*lines))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", word("x")[:400]])
def test_what_does_not_open_is_refused(content):
    with pytest.raises(NotFillable, match="打不开"):
        names_in(content)


def test_what_leads_outside_is_refused():
    def link(made):
        made.part.relate_to("https://example.org/x.dotx", "attachedTemplate", is_external=True)

    with pytest.raises(NotFillable, match="指向外面"):
        names_in(word("{{ 卷号 }}", change=link))


def test_what_computes_is_refused_but_page_numbers_are_not():
    def field(said):
        def change(made):
            run = made.paragraphs[0].add_run()._r
            code = run.makeelement(f"{{{run.nsmap['w']}}}instrText")
            code.text = said
            run.append(code)

        return change

    assert names_in(word("{{ 卷号 }}", change=field(" PAGE "))) == ["卷号"]
    with pytest.raises(NotFillable, match="域代码"):
        names_in(word("{{ 卷号 }}", change=field(' INCLUDETEXT "c:/x" ')))


def test_every_placeholder_has_an_example_or_is_for_another_end():
    known = values("rights", SAMPLE, BOUND)
    assert known.keys() == PLACEHOLDERS.keys()
    empty = {name for name, value in known.items() if not value}
    assert empty == {"附件清单", "终止原因", "终止日期", "其他途径", "不受理理由", "不受理日期"}


@pytest.fixture
def keeper(county):
    return DutyFactory(role=Role.OFFICE, unit__area=county).user


@pytest.fixture
def page():
    return reverse("disputes:template", args=["agreement"])


def sent(content, name="协议书.docx"):
    return {"file": SimpleUploadedFile(name, content)}


@pytest.mark.django_db
def test_a_form_that_was_tried_is_used_and_put_away_again(client, keeper, line, page):
    dispute = line.to("agree")
    client.force_login(keeper)
    assert client.post(page, sent(word("县里的格式 {{ 协议内容 }}"))).status_code == 302
    assert client.post(page, sent(word("第二版 {{ 协议内容 }}"))).status_code == 302
    assert [(one.version, one.used) for one in Template.objects.all()] == [(2, True), (1, False)]
    assert Entry.objects.filter(relation="disputes_template", actor=keeper.pk).exists()
    client.force_login(line.by)
    assert words_of(client.get(url("paper", dispute, "agreement", "docx"))).startswith("第二版 李四拆除围挡")
    client.force_login(keeper)
    client.post(reverse("disputes:template_default", args=["agreement"]))
    client.force_login(line.by)
    assert "人民调解协议书" in words_of(client.get(url("paper", dispute, "agreement", "docx")))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (word("{{ 申请入 }}"), "“申请入”（是不是“申请人”）"),
        (word("什么都没有"), "一个占位符都没有"),
        (word("{% if x %}"), "程序代码"),
        (b"PK\x03\x04 broken", ""),
        (b"%PDF-1.7", ""),
        (b"", "空的"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(client, keeper, page, content, why):
    client.force_login(keeper)
    answer = client.post(page, sent(content))
    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert not Template.objects.exists()


@pytest.mark.django_db
def test_the_pages_are_for_their_keepers_alone(client, keeper, mediator, page):
    pages = [page, reverse("disputes:templates"), reverse("disputes:template_start", args=["ended"])]
    client.force_login(keeper)
    assert [client.get(each).status_code for each in pages] == [200] * 3
    assert "卷号" in client.get(page).content.decode()
    assert client.get(reverse("disputes:template", args=["nothing"])).status_code == 404
    client.force_login(mediator)
    assert [client.get(each).status_code for each in pages] == [404] * 3
    assert Role.MEDIATOR not in KEEPERS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("paper", "asked", "says"),
    [
        ("contents", "卷内目录", ["1. 人民调解申请书，第 1 页", "备考表（封底），第 "]),
        ("account", "情况说明", ["共 ", "必备材料还缺：当事人身份证明"]),
        ("account", "还缺什么", ["当事人身份证明"]),
        ("back", "本卷页数", [" 页"]),
        ("cover", "卷号", ["桥东调字第"]),
    ],
)
def test_the_cover_the_list_the_note_and_the_back_have_the_county_s_form_too(
    client, keeper, line, paper, asked, says
):
    dispute = line.to("meet")
    Dispute.objects.update(identified=False)
    client.force_login(keeper)
    page = reverse("disputes:template", args=[paper])
    assert asked in client.get(page).content.decode()
    assert client.post(page, sent(word(f"县里的格式 {{{{ {asked} }}}}"))).status_code == 302
    assert client.get(reverse("disputes:template_start", args=[paper])).status_code == 200
    client.force_login(line.by)
    said = words_of(client.get(url("paper", dispute, paper, "docx")))
    assert said.startswith("县里的格式 ")
    assert [one for one in says if one not in said] == []


@pytest.mark.django_db
def test_what_only_the_bound_file_knows_is_no_placeholder_of_another_paper(client, keeper, page):
    client.force_login(keeper)
    assert "本卷页数" not in client.get(page).content.decode()
    answer = client.post(page, sent(word("{{ 协议内容 }} {{ 本卷页数 }}")))
    assert (answer.status_code, "认不出这些占位符" in answer.content.decode()) == (400, True)


def test_the_sample_of_the_bound_file_fills_every_name():
    known = values("contents", SAMPLE, BOUND)
    assert known.keys() == PLACEHOLDERS.keys() | COUNTED.keys()
    assert all(known[name] for name in COUNTED)
