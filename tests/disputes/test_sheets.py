"""Every paper of the file: what it says, and that whatever stands in a field stays text. No database."""

import io
import re
import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal

import docx
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from disputes.amounts import in_capitals, read_capitals
from disputes.dossier.binding import bind, paged
from disputes.dossier.record import Duty, Scan
from disputes.dossier.sample import DECLINED, ENDED, SAMPLE, SETTLED
from disputes.dossier.sheets import BY_KEY, SHEETS, Bound, bound_sheets
from disputes.dossier.wording import sign
from papers.document.blocks import Heading, Paragraph
from papers.document.forms import Grid, Line, Seal
from papers.rendering.fonts import FontSet
from papers.rendering.pdf_forms import pdf_form
from papers.rendering.word_forms import word_form

NASTY = "A&B <张三> </w:t>{{ 卷号 }}"
ORAL = replace(SAMPLE, agreement=replace(SETTLED, oral=True))
RECORDS = {"settled": SAMPLE, "ended": ENDED, "declined": DECLINED, "oral": ORAL}
SCANS = (
    Scan(1, "现场.jpg", "办理前", "演示调解员", date(2026, 4, 8), "image/jpeg"),
    Scan(2, "收据.pdf", "办理后", "演示调解员", date(2026, 4, 18), "application/pdf", 2),
)


@pytest.fixture(scope="module")
def fonts():
    return FontSet.of()


def said(form):
    """All words of a paper."""
    words = [form.title]
    for part in form.parts:
        match part:
            case Grid():
                words += [text for row in part.rows for text in row]
            case Heading() | Paragraph() | Line() | Seal():
                words.append(part.text)
    return "\n".join(words)


def nasty(value):
    """The same with the nasty words in every text; moments, numbers and choices stay."""
    if isinstance(value, str):
        return value if value in {"申请人", "被申请人", "代理人", "image/jpeg", "application/pdf"} else NASTY
    if isinstance(value, tuple):
        return tuple(nasty(each) for each in value)
    if is_dataclass(value):
        return replace(value, **{field.name: nasty(getattr(value, field.name)) for field in fields(value)})
    return value


def every_paper():
    return [
        (name, sheet.key) for name, record in RECORDS.items() for sheet in SHEETS if not sheet.lacks(record)
    ]


def test_the_cases_reach_every_paper():
    assert {key for _, key in every_paper()} | {"evidence"} == {*BY_KEY}


def compose(key, record):
    return BY_KEY[key].compose(record, Bound((("受理登记表", "1"),), 12, ()))


@pytest.mark.parametrize(("name", "key"), every_paper())
def test_text_stays_text_in_every_word_paper(name, key):
    form = compose(key, nasty(RECORDS[name]))
    data = word_form(form)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    texts = "".join(node.text or "" for node in body.iter("{*}t"))
    assert NASTY in said(form)
    assert texts.count(NASTY) == said(form).count(NASTY)
    assert docx.Document(io.BytesIO(data)).paragraphs


@pytest.mark.parametrize("key", ["registration", "agreement", "contents"])
def test_text_stays_text_in_pdf_papers(key, fonts):
    with pikepdf.open(io.BytesIO(pdf_form(compose(key, nasty(SAMPLE)), fonts))) as paper:
        assert len(paper.pages) >= 1
        assert "/JavaScript" not in paper.Root.get("/Names", {})
        assert "/OpenAction" not in paper.Root or paper.Root.OpenAction[0] == paper.pages[0].obj


def test_an_agreement_has_all_that_the_law_lists():
    """MD-22: who, facts and responsibility, content, manner and time. MD-24: copies."""
    words = said(compose("agreement", SAMPLE))
    for wanted in ("演示张三", "演示李四", SETTLED.facts, SETTLED.duties, SETTLED.content, "2026年4月20日"):
        assert wanted in words
    assert "3,000.00 元（大写：叁仟元整）" in words
    assert "一式 3 份" in words
    assert "演示镇人民调解委员会（印）" in words


def test_an_oral_agreement_is_registered_with_the_same_content():
    """MD-20, MD-27."""
    form = compose("agreement", ORAL)
    assert form.title == "人民调解口头协议登记表"
    for wanted in (SETTLED.facts, SETTLED.duties, SETTLED.content, "叁仟元整", "记录人"):
        assert wanted in said(form)


def test_both_parties_are_told_their_rights_and_sign():
    """MD-14."""
    words = said(compose("rights", SAMPLE))
    for wanted in ("选择调解员", "终止调解", "公开", "自愿", "如实", "秩序", "尊重"):
        assert wanted in words
    assert re.search("申请人 演示张三（签名.*\n被申请人 演示李四（签名", words)


def test_who_ends_is_told_why_and_where_else():
    """MD-18, MD-26; MD-17 for what is not taken."""
    words = said(compose("ended", ENDED))
    for wanted in ("无法达成一致", "2026年4月20日", "向人民法院起诉", "去县法院立案庭", "诉讼"):
        assert wanted in words
    assert "不是民间纠纷" in said(compose("declined", DECLINED))


def test_the_papers_of_the_file_stand_in_the_ministrys_order():
    places = [sheet.place for sheet in SHEETS]
    assert places == sorted(places)
    assert {*range(14)} == {*places}
    bound = [sheet.key for sheet in bound_sheets(SAMPLE)]
    assert "evidence" not in bound
    assert "ended" not in bound
    assert bound[0] == "cover"
    assert bound[-1] == "back"


@pytest.mark.parametrize(
    ("paid", "words"),
    [
        (None, "协议里没有要付的钱。"),
        ("0", "已经付了 0.00 元（大写：零元整），还欠 3,000.00 元（大写：叁仟元整）。"),
        ("1000", "已经付了 1,000.00 元（大写：壹仟元整），还欠 2,000.00 元（大写：贰仟元整）。"),
        ("3000", "已经付了 3,000.00 元（大写：叁仟元整），付清了。"),
    ],
)
def test_what_was_paid_and_what_is_owed_is_said_in_words(paid, words):
    given = {"paid": Decimal(paid)} if paid else {}
    items = (Duty("付钱", date(2026, 4, 20), Decimal(3000) if paid else None, **given),)
    assert words in said(compose("performance", replace(SAMPLE, agreement=replace(SETTLED, items=items))))


@pytest.mark.parametrize(
    "name", ["甲", "被申请人 演示李四", "申请人 演示某某科技有限公司", "长" * 20, "A&B" * 30]
)
def test_who_signs_has_room_on_one_line_or_a_line_below(name):
    """28 characters to a line, two signs of the underscore to each: a rest of it never wraps."""
    *lines, _ = sign(name)
    said = [one.text for one in lines]
    assert "".join(said).rstrip("_") == f"{name}（签名、盖章或按指印）："
    assert said[-1].count("_") >= 8
    if len(said) == 1:
        assert sum(1 if one.isascii() else 2 for one in said[0]) < 56


@pytest.fixture(scope="module")
def book(fonts):
    picture, source = io.BytesIO(), pikepdf.new()
    Image.new("RGB", (60, 80), (200, 220, 240)).save(picture, "JPEG")
    for _ in range(2):
        source.add_blank_page()
    receipt = io.BytesIO()
    source.save(receipt)
    files = {1: picture.getvalue(), 2: receipt.getvalue()}
    record = replace(SAMPLE, scans=SCANS)
    data, pages = bind(record, (), fonts, files.__getitem__)
    with pikepdf.open(io.BytesIO(data)) as bound:
        yield bound, pages, paged(record, (), fonts)


def test_the_bound_file_has_a_bookmark_for_each_paper_and_file(book):
    bound, _, _ = book
    with bound.open_outline() as outline:
        names = [item.title for item in outline.root]
        files = [child.title for item in outline.root for child in item.children]
    record = replace(SAMPLE, scans=SCANS)
    assert names == [sheet.name for sheet in bound_sheets(record)]
    assert files == ["现场.jpg", "收据.pdf"]


def test_the_list_of_contents_names_the_true_pages(book):
    """The page on which the list says that a paper begins is the one that its bookmark leads to."""
    bound, pages, known = book
    place = {page.objgen: number for number, page in enumerate(bound.pages)}
    with bound.open_outline() as outline:
        led = [place[item.destination[0].objgen] for item in outline.root]
    front = len(bound.pages) - pages
    listed = [int(page) for _, page in known.lines]
    assert listed == [page - front + 1 for page in led[2:]]
    assert known.pages == pages


@settings(max_examples=1000, deadline=None)
@given(st.decimals(Decimal("0.01"), Decimal("999999999999.99"), places=2))
def test_figures_and_capitals_say_the_same(amount):
    """M3: read back from the capitals it is the same number, for any amount."""
    assert read_capitals(in_capitals(amount)) == amount
    words = said(compose("agreement", replace(SAMPLE, agreement=replace(SETTLED, items=(duty(amount),)))))
    assert f"{amount:,.2f} 元（大写：{in_capitals(amount)}）" in words


def duty(amount):
    return Duty("付款", date(2026, 4, 20), amount, "现金付清")
