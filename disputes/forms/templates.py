"""A Word file that gives a paper the county's own form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.services.files import cleaned
from disputes.services.templates import try_out
from papers.rendering.word_filling import NotFillable
from security.uploads.checking import Checked


class TemplateForm(forms.Form):
    """Looked at in a process of its own like every file, then tried on an invented dispute."""

    file = forms.FileField(
        label="Word 模板",
        help_text="从“平台的样式”改起最省事：要变的地方换成下面表里的占位符，最大 1 MB。",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def __init__(self, *args: Any, paper: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        self.fields["file"].error_messages |= {
            "required": "选一个 Word 文件",
            "empty": "这个文件是空的，换一个。",
        }

    def clean_file(self) -> Checked:
        file = cleaned(self.cleaned_data["file"])
        try:
            try_out(self.paper, file)
        except NotFillable as error:
            raise ValidationError(str(error)) from error
        return file
