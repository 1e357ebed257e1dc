"""Every paper of a petition opens in LibreOffice and as a PDF, whatever is written in it."""

import io
from zipfile import ZipFile

import docx
import pikepdf
import pytest

from petitions import services
from petitions.papers.gathering import subjects
from petitions.services import papers
from tests.papers.test_forms import converted, writer
from tests.petitions.conftest import OPINION

# What a paper must not do with what was typed: run it, count it, fetch it, or break on it.
EVIL = "<w:p/>&amp;]]> {{ 7*7 }} {% x %} =HYPERLINK(1) \x0b\x07\u202e ../../etc 𠮷龘" + "很长" * 400


def all_of(petition):
    """What each paper of it is about, as it stands now."""
    matter = papers.with_papers(type(petition).objects.filter(pk=petition.pk)).get()
    matter.own.matter = matter
    return subjects(matter)


@pytest.fixture
def gone_far(line):
    """A petition after its last opinion, with evil words at each place where somebody types."""
    said = OPINION | dict.fromkeys(("findings", "opinion", "legal_basis"), EVIL)
    petition = line.to("classify", request=EVIL, facts=EVIL, complained="<b>演示</b>")
    petition = line.do(petition, "route", note=EVIL)
    for name in line.ORDER[line.ORDER.index("accept") : line.ORDER.index("recheck_deliver")]:
        more = {"draft": said, "review_draft": said, "recheck_draft": said}.get(name, {})
        petition = line.do(petition, name, **more)
    return petition


@pytest.mark.django_db
def test_every_paper_opens_in_libreoffice_with_evil_words_in_it(gone_far, line, tmp_path):
    refused = services.refuse(
        line.to("classify"), ground="n4", note=EVIL, elsewhere=EVIL, by=line.people["clerk"]
    )
    names = []
    for petition in (gone_far, refused):
        for place, one in enumerate(all_of(petition)):
            names.append(tmp_path / f"{petition.pk}-{place}-{one.kind}.docx")
            names[-1].write_bytes(word := papers.draft(one, "docx"))
            with pikepdf.open(io.BytesIO(papers.draft(one, "pdf"))) as pdf:
                assert len(pdf.pages) >= 1
            assert b"<w:p/>&" not in ZipFile(io.BytesIO(word)).read("word/document.xml")
            section = docx.Document(io.BytesIO(word)).sections[0]
            assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.5)
    kinds = {name.stem.rpartition("-")[2] for name in names}
    assert kinds == {"forward", "acceptance", "handling", "review", "recheck", "refusal"}
    office = writer()
    if office:
        assert len(converted(office, tmp_path, names)) == len(names)
