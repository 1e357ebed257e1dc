"""What reaches other programs: the mail server, the parser of workbooks, whoever reads the logs."""

import logging
import logging.config
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core import mail
from openpyxl import Workbook

from casework import services
from grids.importing.reading import FileUnreadable, xlsx_lines
from tests.factories import UserFactory
from tests.inputs.forms import HOSTILE

SECRET = "canary-of-the-disk"


def test_no_text_and_no_address_puts_a_header_into_a_mail(db):
    reader = UserFactory()
    for place, address in enumerate(["a@example.org", "a@example.org\nBcc: evil@example.org", "a@b\r\nX: y"]):
        reader.email = address
        reader.save()
        services.notify([reader], key=f"inputs:{place}", text=HOSTILE["lines"])
        while services.deliver_next_message():
            pass
    assert [sent.to for sent in mail.outbox] == [["a@example.org"]]
    head = mail.outbox[0].message().as_bytes().partition(b"\n\n")[0]
    assert b"Bcc" not in head
    assert b"canary" not in head


def workbook(folder, doctype):
    """A workbook whose one text is an entity."""
    book = Workbook()
    book.active["A1"] = "编号"
    book.active["A2"] = "标记"
    plain, hostile = folder / "plain.xlsx", folder / "hostile.xlsx"
    book.save(plain)
    with ZipFile(plain) as given, ZipFile(hostile, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name in {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}:
                head, _, rest = (
                    content.partition(b"?>") if b"?>" in content[:100] else (b"<?xml ", b"", content)
                )
                content = b'<?xml version="1.0"?>' + doctype.encode() + (rest or head)
                content = content.replace("标记".encode(), b"&entity;")
            made.writestr(name, content)
    return hostile


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY entity SYSTEM "file://{place}">',
        '<!ENTITY % outer SYSTEM "file://{place}"> %outer; <!ENTITY entity "x">',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY entity "&b;&b;&b;&b;">',
    ],
    ids=["a file of the disk", "a parameter", "one that grows"],
)
def test_a_workbook_reads_no_file_and_grows_no_entity(tmp_path, declared):
    (tmp_path / "secret").write_text(SECRET)
    doctype = f"<!DOCTYPE x [{declared.replace('{place}', str(tmp_path / 'secret'))}]>"
    try:
        read = str(list(xlsx_lines(workbook(tmp_path, doctype), "")))
    except FileUnreadable as refusal:
        read = str(refusal)
    assert SECRET not in read
    assert "aaaaaaaaaaaa" not in read


@pytest.mark.parametrize(
    "path", ["/nowhere%0a2026-01-01 INFO all is well/", "/nowhere%0d%0aX/", "/%1b[2Jgone/"]
)
def test_an_address_writes_no_line_of_its_own_into_the_log(client, db, caplog, path):
    formatter = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(
        dict(settings.LOGGING["formatters"]["line"])  # it takes out what it used
    )
    with caplog.at_level(logging.INFO):
        assert client.get(path).status_code in {302, 404}
    lines = [formatter.format(record) for record in caplog.records if record.name.startswith("django")]
    assert lines
    assert all(line.isprintable() for line in lines)
