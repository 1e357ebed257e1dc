"""The same figure stands in Word, Excel and PDF, read back from the files."""

import io
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from papers.document import Paragraph
from papers.rendering import FORMATS, render
from tests.reports.papers import cells, report, squeezed

DOCUMENT = report()


@pytest.fixture(scope="module")
def files():
    return {kind: render(DOCUMENT, kind) for kind in FORMATS}


def word_cells(data):
    word = docx.Document(io.BytesIO(data))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]


def excel_shown(cell):
    """What Excel shows for a cell, from its value and its number format."""
    if cell.data_type != "n":
        return cell.value
    form = cell.number_format.split(";")[0]
    places = len(match[1]) if (match := re.search(r"\.(0+)", form)) else 0
    exact = Decimal(str(cell.value)) * (100 if "%" in form else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,}" if "," in form else f"{rounded}" + ("%" if "%" in form else "")


def test_every_table_cell_reads_the_same_in_word_and_excel(files):
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    for number, (table, in_word) in enumerate(
        zip(DOCUMENT.tables, word_cells(files["docx"]), strict=True), 1
    ):
        sheet = next(sheet for sheet in book if sheet.title.startswith(f"表{number} "))
        for place, row in enumerate(table.rows):
            in_excel = [excel_shown(cell) for cell in sheet[place + 3][: len(row)]]
            assert in_word[place + 1] == in_excel
            for cell, shown in zip(row, in_excel, strict=True):
                assert not cell.is_number or shown == cell.text


def test_every_number_of_the_document_stands_in_the_pdf_as_often_as_in_word(files):
    reader = PdfReader(io.BytesIO(files["pdf"]))
    words = squeezed("".join(page.extract_text() for page in reader.pages))
    shown = Counter(cell.text for cell in cells(DOCUMENT) if cell.is_number)
    assert len(shown) > 300
    for text, times in shown.items():
        assert words.count(squeezed(text)) >= times


def test_sentences_read_the_same_in_word_and_pdf(files):
    word = docx.Document(io.BytesIO(files["docx"]))
    reader = PdfReader(io.BytesIO(files["pdf"]))
    in_pdf = re.sub(r"—\d+—", "", squeezed("".join(page.extract_text() for page in reader.pages)))
    sentences = [
        squeezed(p.text) for p in word.paragraphs if p.style.name in {"Body Text", "Title", "表注"} and p.text
    ]
    assert len(sentences) > 5
    assert not [sentence for sentence in sentences if sentence not in in_pdf]


def test_every_figure_of_the_text_stands_in_word_and_excel(files):
    word = docx.Document(io.BytesIO(files["docx"]))
    text = "".join(paragraph.text for paragraph in word.paragraphs)
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))["正文数字"]
    figures = list(cells(report(*[block for block in DOCUMENT.blocks if isinstance(block, Paragraph)])))
    rows = [(row[2].value, row[3].value) for row in sheet.iter_rows(min_row=3)]
    assert rows == [(cell.value, cell.text) for cell in figures]
    assert all(cell.text in text for cell in figures)


def test_every_value_of_a_chart_is_the_same_in_picture_words_and_excel(files):
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))["图"]
    numbers = [
        cell.value
        for row in sheet.iter_rows(max_col=3)
        for cell in row
        if cell.data_type == "n" and cell.value
    ]
    given = [value for chart in DOCUMENT.charts for _, values in chart.series for value in values if value]
    assert sorted(numbers) == sorted(given)
