"""Forms of what is asked before a case is logged, and of putting its category right."""

from typing import Any

from django import forms

from accounts.models import User
from areas.models import Area
from casework.forms import FilesField, ReporterForm, TextField
from casework.models import Matter
from grids.known import Known, known
from grids.models import Category
from security import clock


class KnownForm(forms.Form):
    """What has happened, and where: asked while the form of a case is filled in."""

    category = forms.ModelChoiceField(Category.objects.none(), required=False)
    area = forms.ModelChoiceField(Area.objects.none(), required=False)
    lng = forms.FloatField(required=False, min_value=-180, max_value=180)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.in_use(clock.today())
        self.fields["area"].queryset = Area.objects.current()

    def known(self, user: User) -> list[Known]:
        """The cases; call it on a valid form."""
        return known_of(self.cleaned_data, user)


def known_of(given: dict[str, Any], user: User) -> list[Known]:
    """What is known already of what a form was given."""
    lng, lat = given.get("lng"), given.get("lat")
    point = None if lng is None or lat is None else (float(lng), float(lat))
    return known(
        user=user, now=clock.now(), category=given.get("category"), area=given.get("area"), point=point
    )


class JoinForm(ReporterForm):
    """A report of what is known already: one's own words, files, and who said so."""

    text = TextField(label="发生了什么", empty="写一句发生了什么，几个字就行")
    attachments = FilesField(label="照片或文件")
    submission = forms.UUIDField(required=False)

    def acts(self) -> dict[str, Any]:
        """The keyword arguments of join; call it on a valid form."""
        reporter, given = self.reporter(), self.cleaned_data
        return {
            "note": given["text"],
            "files": given["attachments"],
            "submission": given["submission"],
            "reporter": reporter,
        }


class SuggestForm(forms.Form):
    """A text whose category is asked for."""

    text = TextField(label="发生了什么", empty="写一句发生了什么，几个字就行")


class CategoryForm(forms.Form):
    """Choose what a case is about."""

    category = forms.ModelChoiceField(
        Category.objects.none(), label="类别", empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        field.queryset = Category.objects.in_use(clock.today()).top()
        field.initial = matter.own.category_id
        field.error_messages |= {"required": "选一个类别。", "invalid_choice": "这个类别已经停用，换一个。"}
