"""Which paper is wanted with everybody's full details, and what for."""

from typing import Any

from django import forms

from casework.forms import RevealForm

WHOLE = "whole"
FORMATS = (("docx", "Word"), ("pdf", "PDF"))


class FullPaperForm(RevealForm):
    """One of the papers that can be made now, or the whole file."""

    paper = forms.ChoiceField(
        label="哪一份",
        error_messages={"required": "选一份文书", "invalid_choice": "这一份现在出不了，换一份。"},
    )
    format = forms.ChoiceField(label="格式", choices=FORMATS, initial="docx", widget=forms.RadioSelect)
    field_order = ("paper", "format", "purpose", "words")

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [*papers, (WHOLE, "整卷（一个 PDF，后台装订）")]
        self.fields["format"].error_messages["required"] = "选一种格式"
        self.fields["format"].help_text = "整卷只有 PDF。"
