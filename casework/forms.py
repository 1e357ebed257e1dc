from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from accounts.models import User
from casework.models import Matter
from casework.services.files import clean_photo

TEXT_LENGTH = 2000


class PhotoField(forms.FileField):
    """One optional photo; its clean value is our own copy of it, or None."""

    widget = forms.FileInput(attrs={"accept": "image/*", "data-photo-in": ""})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> ContentFile | None:
        upload = super().clean(data, initial)
        return clean_photo(upload) if upload else None


class TextField(forms.CharField):
    """A few sentences. The errors say how to mend it."""

    def __init__(self, *, empty: str = "这里要写一句，几个字就行", rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.error_messages["required"] = empty

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > TEXT_LENGTH:
            raise ValidationError(
                f"写了 {len(value)} 个字，最多 {TEXT_LENGTH} 个字。删短一点，细节可以之后写进进展。"
            )
        if "\x00" in value:
            raise ValidationError("文字里有看不见的特殊字符，重新输入这一段。")


class MoveForm(forms.Form):
    """What every move asks. `matter` and `user` narrow the choices to what fits them."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, matter: Matter, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        self.user = user
        self.fields["seen"].initial = matter.version

    def renew(self, matter: Matter, error: Exception) -> None:
        """Say that somebody was faster; the next press is made knowing the matter as it now stands."""
        self.add_error(None, str(error))
        self.data = self.data.copy()
        self.data["seen"] = str(matter.version)

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of the move's service; call it on a valid form."""
        given = dict(self.cleaned_data)
        if "photo" in given:
            photo = given.pop("photo")
            given["photos"] = (photo,) if photo else ()
        return given
