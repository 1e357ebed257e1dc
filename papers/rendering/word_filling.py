"""Filling somebody's own Word file: `{{ 名称 }}` gives way to text, and to nothing else than text.

There is no language in it: no conditions, no loops, no attributes. What is put in is never looked at again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from papers.rendering.labels import printable
from papers.rendering.word_package import saved
from papers.rendering.word_xml import element

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
CODE = re.compile(r"\{[%#]|[%#]\}|\{\{(?![^{}]*\}\})")  # of template languages, or a placeholder left open
FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b[^\"]*", re.IGNORECASE)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class NotFillable(ValueError):
    """The file cannot be filled; the words say why, and what to do."""


def opened(content: bytes) -> WordDocument:
    """The file, as long as it fetches and computes nothing. Raises NotFillable."""
    try:
        word = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, OSError, SyntaxError, OpcError, zipfile.BadZipFile) as error:
        raise NotFillable("这个文件打不开。用 Word 或 WPS 另存为 .docx 再传。") from error
    refuse_links(word.part.package)
    for root in roots(word):
        for field in root.iter(qn("w:instrText"), qn("w:fldSimple")):
            said = field.text if field.tag == qn("w:instrText") else field.get(qn("w:instr"))
            if said and said.strip() and not FIELD.fullmatch(said):
                raise NotFillable("模板里有域代码（比如邮件合并、引用文件）。除了页码，其他域都删掉再传。")
        for paragraph in root.iter(qn("w:p")):
            if CODE.search(words_of(paragraph)):
                raise NotFillable(
                    "模板里有程序代码（{% 这样的写法），或者 {{ 没有配上 }}。只能用 {{ 名称 }}。"
                )
    return word


def refuse_links(package: OpcPackage) -> None:
    """Raise NotFillable where something in the file lies outside of it."""
    for part in package.iter_parts():
        if any(relation.is_external for relation in part.rels.values()):
            raise NotFillable("模板里有指向外面的链接（图片、附加的模板或网址）。去掉链接再传。")


def roots(word: WordDocument) -> Iterator[BaseOxmlElement]:
    """The text, and each header and footer."""
    yield word.element.body
    for relation in word.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            yield relation.target_part.element


def own_texts(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The texts of a paragraph, less those of paragraphs inside of it, as in a text box."""
    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p"))) is paragraph]


def words_of(paragraph: BaseOxmlElement) -> str:
    return "".join(text.text or "" for text in own_texts(paragraph))


def names_in(content: bytes) -> list[str]:
    """What the file asks for, each name once, in its order. Raises NotFillable."""
    found = [
        name
        for root in roots(opened(content))
        for paragraph in root.iter(qn("w:p"))
        for name in PLACEHOLDER.findall(words_of(paragraph))
    ]
    return list(dict.fromkeys(found))


def filled(content: bytes, values: Mapping[str, str]) -> bytes:
    """The file with the values in the place of their names. Raises NotFillable."""
    word = opened(content)
    for root in roots(word):
        for paragraph in list(root.iter(qn("w:p"))):
            fill(paragraph, values)
    return saved(word)


def fill(paragraph: BaseOxmlElement, values: Mapping[str, str]) -> None:
    """Put values into one paragraph, from its end on, so that places found before stay true."""
    texts = own_texts(paragraph)
    whole = "".join(text.text or "" for text in texts)
    for found in reversed(list(PLACEHOLDER.finditer(whole))):
        if found[1] in values:
            replace(texts, found.start(), found.end(), values[found[1]])
    for text in texts:
        broken(text)


def replace(texts: list[BaseOxmlElement], start: int, end: int, value: str) -> None:
    """Let the value stand where the texts, read as one, have what is between start and end."""
    at, first = 0, True
    for text in texts:
        said = text.text or ""
        left, right = max(start - at, 0), min(end - at, len(said))
        if left < right:
            text.text = said[:left] + (clean(value) if first else "") + said[right:]
            text.set(SPACE, "preserve")
            first = False
        at += len(said)


def clean(value: str) -> str:
    """What XML can hold of it; its lines stay."""
    return "\n".join(printable(line) for line in value.splitlines())


def broken(text: BaseOxmlElement) -> None:
    """Let each line after the first stand behind a break."""
    head, *rest = (text.text or "").split("\n")
    if not rest:
        return
    text.text, last = head, text
    for line in rest:
        added = element("t")
        added.text = line
        added.set(SPACE, "preserve")
        for new in (element("br"), added):
            last.addnext(new)
            last = new
