"""Which signed paper is wanted with the petitioner's name, and what for."""

from typing import Any

from django import forms

from casework.forms import RevealForm
from petitions.models import Paper

FORMATS = (("docx", "Word"), ("pdf", "PDF"))
RECEIPT = "receipt"


class NamedPaperForm(RevealForm):
    """One of the papers that go to the petitioner, or the proof of delivery that goes along."""

    paper = forms.ChoiceField(
        label="哪一份",
        error_messages={"required": "选一份文书", "invalid_choice": "这一份不发给信访人，换一份。"},
    )
    format = forms.ChoiceField(label="格式", choices=FORMATS, initial="docx", widget=forms.RadioSelect)
    field_order = ("paper", "format", "purpose", "words")

    def __init__(self, *args: Any, papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [
            choice
            for paper in papers
            for choice in ((f"{paper.pk}", f"{paper}"), (f"{paper.pk}-{RECEIPT}", f"送达回证：{paper}"))
        ]
        self.fields["format"].error_messages["required"] = "选一种格式"
