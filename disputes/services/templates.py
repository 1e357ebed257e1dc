"""A paper in the county's own form: tried before it is used, kept in versions, put away by one press."""

import difflib
import hashlib

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from disputes.dossier.placeholders import names_for, values
from disputes.dossier.record import Record
from disputes.dossier.sample import BOUND, SAMPLE
from disputes.dossier.sheets import Bound
from disputes.models import Template
from papers.rendering.word_filling import NotFillable, filled, names_in
from security.uploads.checking import CONTENT_TYPES, Checked
from security.uploads.sorts import Sort

LARGEST = 1_000_000  # bytes; a form of text and lines has some ten thousand


def try_out(paper: str, file: Checked) -> bytes:
    """The clean copy of a form that can be used. Raises NotFillable, whose words say how to mend it."""
    if file.content_type != CONTENT_TYPES[Sort.DOCX]:
        raise NotFillable("模板要是 Word 文件（.docx）。")
    if len(file.content) > LARGEST:
        raise NotFillable("模板超过 1 MB，太大了。去掉里面的大图再传。")
    asked, known = names_in(file.content), names_for(paper)
    if unknown := [name for name in asked if name not in known]:
        raise NotFillable(
            "认不出这些占位符：" + "；".join(nearest(name, known) for name in unknown) + "。改好再传。"
        )
    if not asked:
        raise NotFillable("模板里一个占位符都没有，出来的每一份都会一样。照下面的表写上 {{ 名称 }}。")
    if names_in(filled(file.content, dict.fromkeys(known, "试"))):
        raise NotFillable("试着填了一件虚构的纠纷，有的占位符没有填上。把它重新打一遍再传。")
    filled(file.content, values(paper, SAMPLE, BOUND))
    return file.content


def nearest(name: str, known: frozenset[str]) -> str:
    """A name that nobody knows, and the one that was perhaps meant."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.4)
    return f"“{name[:20]}”" + (f"（是不是“{near[0]}”）" if near else "")


@transaction.atomic
def use(paper: str, file: Checked, *, by: User) -> Template:
    """Let this paper have the county's own form from now on. Raises NotFillable."""
    content = try_out(paper, file)
    put_away(paper)
    last = Template.objects.filter(paper=paper).aggregate(last=Max("version"))["last"] or 0
    digest = hashlib.sha256(content).hexdigest()
    return Template.objects.create(
        paper=paper, version=last + 1, content=content, name=file.name[:120], sha256=digest, by=by
    )


def put_away(paper: str) -> int:
    """Back to the platform's own form; how many were in use. Versions stay."""
    return Template.objects.filter(paper=paper, used=True).update(used=False)


def in_own_form(paper: str, record: Record, bound: Bound) -> bytes | None:
    """The paper as Word in the county's form, where it has one in use."""
    template = Template.objects.filter(paper=paper, used=True).first()
    return filled(bytes(template.content), values(paper, record, bound)) if template else None
