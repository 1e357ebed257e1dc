"""All that is tried: bad files, refused or defused, and good ones. All of them are made here."""

import csv
import gzip
import io
import lzma
import tarfile
from functools import partial

from tests.files import office, papers
from tests.files.pictures import (
    HEIC,
    PHP,
    PLACE,
    SCRIPT,
    XMP,
    chunk,
    huge_jpeg,
    huge_png,
    huge_webp,
    picture,
    png_with_text,
    swollen_profile,
    with_comment,
)

JPEG, PNG, PDF = picture(size=(64, 48)), picture("PNG", size=(64, 48)), papers.paper()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def tar():
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO(b""))
    return kept.getvalue()


def table(*cells):
    kept = io.StringIO()
    csv.writer(kept).writerow(cells)
    return kept.getvalue().encode("utf-8-sig")


def content_of(what):
    """What is in a file; what takes long to make is made when it is asked for."""
    return what() if callable(what) else what


# What it is: (what it is called, what is in it).
BAD = {
    "nothing": ("a.jpg", b""),
    "words dressed as a photo": ("a.jpg", b"not a picture at all"),
    "half a JPEG": ("a.jpg", JPEG[: len(JPEG) // 2]),
    "half a PNG": ("a.png", PNG[: len(PNG) // 2]),
    "half a WEBP": ("a.webp", picture("WEBP")[:300]),
    "half a HEIC": ("a.heic", HEIC[:500]),
    "a PNG of 900 megapixels": ("a.png", huge_png(30_000)),
    "a PNG of 2,500 megapixels": ("a.png", huge_png(50_000)),
    "a JPEG that says it is huge": ("a.jpg", huge_jpeg()),
    "a WEBP that says it is huge": ("a.webp", huge_webp()),
    "a colour profile that swells": ("a.png", swollen_profile),
    "a GIF": ("a.gif", picture("GIF", "P", exif=b"")),
    "a BMP": ("a.bmp", picture("BMP", exif=b"")),
    "a TIFF": ("a.tif", picture("TIFF", exif=b"", description=PLACE)),
    "an icon": ("a.ico", b"\x00\x00\x01\x00\x01\x00" + bytes(99)),
    "a layered picture": ("a.psd", b"8BPS\x00\x01" + bytes(99)),
    "an AVIF": ("a.avif", b"\x00\x00\x00\x20ftypavif" + bytes(99)),
    "an SVG": ("a.svg", SVG),
    "an SVG dressed as a photo": ("a.jpg", SVG),
    "an SVG with a declaration": ("a.png", b'<?xml version="1.0"?>' + SVG),
    "a page": ("a.html", b"<!DOCTYPE html><title>x</title>" + SCRIPT),
    "a page dressed as a photo": ("a.jpg", b"<html>" + SCRIPT),
    "a page dressed as words": ("a.txt", "说明：\n".encode() + SCRIPT),
    "a page in UTF-16": ("a.txt", "<script>alert(1)</script>".encode("utf-16")),
    "a page in a table": ("a.csv", b"name\n<img src=x onerror=alert(1)>"),
    "a program of PHP": ("a.php.txt", PHP),
    "a program of a shell": ("a.txt", b"#!/bin/sh\nrm -rf /"),
    "a program of Windows": ("a.exe", b"MZ\x90\x00" + bytes(99)),
    "a program dressed as a photo": ("a.jpg", b"MZ\x90\x00" + bytes(99)),
    "a program of Linux": ("a", b"\x7fELF" + bytes(99)),
    "a program of a Mac": ("a", b"\xcf\xfa\xed\xfe" + bytes(99)),
    "a program of Java": ("a.class", b"\xca\xfe\xba\xbe" + bytes(99)),
    "a program of a phone": ("a.dex", b"dex\n035\x00" + bytes(99)),
    "a shortcut": ("a.lnk", b"\x4c\x00\x00\x00\x01\x14\x02\x00" + bytes(99)),
    "a Flash film": ("a.swf", b"CWS\x0a" + bytes(99)),
    "a photo called as a program": ("a.jpg.exe", JPEG),
    "a photo called so by a sign nobody sees": ("a\u202egpj.exe", JPEG),
    "a photo called as a page": ("a.html", JPEG),
    "a paper called as a script": ("合同.pdf.js", PDF),
    "a letter called as one with macros": ("a.docm", office.word),
    "a film": ("a.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(99)),
    "a film of a phone": ("a.mov", b"\x00\x00\x00\x14ftypqt  " + bytes(99)),
    "a film of Windows": ("a.avi", b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(99)),
    "a film of the web": ("a.webm", b"\x1aE\xdf\xa3" + bytes(99)),
    "a sound": ("a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(99)),
    "a song": ("a.mp3", b"ID3\x04" + bytes(99)),
    "a voice message": ("a.amr", b"#!AMR\n" + bytes(99)),
    "an archive": ("a.zip", office.plain_zip()),
    "an archive called a letter": ("a.docx", office.plain_zip()),
    "an archive in an archive": ("a.zip", office.plain_zip("b.zip")),
    "a package of a phone": ("a.apk", office.plain_zip("classes.dex")),
    "a package of Java": ("a.jar", office.plain_zip("META-INF/MANIFEST.MF")),
    "an official document of ours": ("a.ofd", office.plain_zip("OFD.xml")),
    "a letter of OpenOffice": ("a.odt", office.plain_zip("content.xml")),
    "an archive of RAR": ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(99)),
    "an archive of 7z": ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(99)),
    "an archive of gzip": ("a.gz", gzip.compress(b"x")),
    "an archive of xz": ("a.xz", lzma.compress(b"x")),
    "an archive of tar": ("a.tar", tar()),
    "a letter of old Word": ("a.doc", OLE),
    "a letter with a password": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le")),
    "rich text": ("a.rtf", b"{\\rtf1 {\\object\\objemb}}"),
    "PostScript": ("a.ps", b"%!PS-Adobe-3.0"),
    "bytes without sense": ("a.bin", bytes(range(256)) * 4),
    "bytes called words": ("a.txt", bytes(range(256)) * 4),
    "words of no writing": ("a.txt", b"\xff\xff\xff\xff\x80\x80"),
    "words without end": ("a.txt", "长".encode() * 2_000_000),
    "nothing but blanks": ("a.txt", b" \r\n\r\n "),
    "a table cut off in a quote": ("a.csv", b'a,"' + b"x" * 200_000),
    **{f"PDF: {what}": ("合同.pdf", content) for what, content in papers.BAD.items()},
    **{f"Word: {what}": ("合同.docx", made) for what, made in office.BAD_WORD.items()},
    **{f"Excel: {what}": ("台账.xlsx", made) for what, made in office.BAD_EXCEL.items()},
}
# Taken, and harmless in the copy: what must not be in it any more, or what it must be called.
DEFUSED = {
    "an archive behind a photo": ("a.jpg", JPEG + office.plain_zip("evil.txt"), [b"PK\x03\x04"], "a.jpg"),
    "a program in a photo's comment": ("a.jpg", with_comment(PHP), [PHP], "a.jpg"),
    "a script in a PNG's text": ("a.png", png_with_text(SCRIPT.decode()), [SCRIPT], "a.jpg"),
    "a page behind a PNG": ("a.png", PNG + SCRIPT, [SCRIPT], "a.jpg"),
    "a chunk of its own in a PNG": ("a.png", PNG[:33] + chunk(b"evIl", PHP) + PNG[33:], [PHP], "a.jpg"),
    "a script in what is said of a WEBP": ("a.webp", picture("WEBP", xmp=SCRIPT), [SCRIPT], "a.jpg"),
    "a photo with two suffixes": ("a.php.jpg", JPEG, [], "a_php.jpg"),
    "a photo with a program's suffix inside": ("成果.exe.pdf.jpg", JPEG, [], "成果_exe.jpg"),
    "a photo with a path": ("../../etc/现场.jpg", JPEG, [], "现场.jpg"),
    "a photo with a path of Windows": ("C:\\x\\现场.jpg", JPEG, [], "现场.jpg"),
    "a photo with a sign nobody sees": ("现\u202e场\u200b.jpg", JPEG, [], "现场.jpg"),
    "a photo with no name": ("....", JPEG, [], "文件.jpg"),
    "a PNG that is called a PDF": ("a.pdf", PNG, [], "a.jpg"),
    "an archive behind a paper": ("a.pdf", PDF + office.plain_zip("evil.txt"), [b"PK\x03\x04"], "a.pdf"),
    "a page behind a letter": ("a.docx", office.word() + SCRIPT, [SCRIPT], "a.docx"),
    "a formula in a table": ("a.csv", table("=1+1", "a"), [b"\n=1", b"\xbf=1"], "a.csv"),
    "a command in a table": ("a.csv", table("ok", "=cmd|' /C calc'!A0"), [b",=cmd"], "a.csv"),
    "words that run backwards": ("a.txt", "付\u202e元001给".encode(), ["\u202e".encode()], "a.txt"),
}
GOOD = {
    "a photo": ("现场.jpg", picture()),
    "a photo of 12 megapixels": ("现场.jpg", partial(picture, size=(4000, 3000), quality=70)),
    "a photo of 48 megapixels": ("现场.jpg", partial(picture, size=(8000, 6000), quality=70)),
    "a photo built up in steps": ("现场.jpg", picture(progressive=True)),
    "a grey photo": ("现场.jpg", picture(mode="L")),
    "a photo for printing": ("现场.jpg", picture(mode="CMYK")),
    "a photo with what is said of it": ("现场.jpg", picture(xmp=XMP, comment=PLACE.encode())),
    "a PNG": ("截图.png", picture("PNG", xmp=XMP)),
    "a PNG of 48 megapixels": ("截图.png", partial(picture, "PNG", size=(8000, 6000), compress_level=1)),
    "a PNG one sees through": ("截图.png", picture("PNG", "RGBA")),
    "a PNG of few colours": ("截图.png", picture("PNG", "P")),
    "a PNG in black and white": ("截图.png", picture("PNG", "1")),
    "a WEBP": ("现场.webp", picture("WEBP", xmp=XMP)),
    "a WEBP that lost nothing": ("现场.webp", picture("WEBP", lossless=True)),
    "a HEIC of a phone": ("IMG_0001.HEIC", HEIC),
    "a photo without a suffix": ("现场", JPEG),
    "a photo with a date for a name": ("3.15现场.jpg", JPEG),
    "a paper": ("通知.pdf", PDF),
    "a paper with a link": ("通知.pdf", papers.linked("https://example.org/")),
    "a paper that opens at its page": ("通知.pdf", papers.opening(papers.action(S=papers.Name.GoTo))),
    "a paper that the portal wrote": ("协议书.pdf", papers.written()),
    "a paper with a photo": ("扫描件.pdf", papers.paper(papers.with_photo)),
    "a paper of a scanner": (
        "扫描件.pdf",
        papers.paper(papers.with_packed_photo, **papers.AS_IT_IS),
    ),
    "a letter with photos": ("协议书.docx", office.word),
    "a table": ("台账.xlsx", office.excel),
    "a table with a chart": ("台账.xlsx", office.charted),
    "words": ("说明.txt", "路口有积水，请处理。".encode()),
    "words of old Windows": ("说明.txt", "路口有积水，请处理。".encode("gb18030")),
    "words in UTF-16": ("说明.txt", "路口有积水，请处理。".encode("utf-16")),
    "a list": ("名单.csv", table("张三", "-12.5", "2026-01-01")),
    "a list with tabs": ("名单.csv", "姓名\t金额\r\n张三\t20\r\n".encode()),
}
