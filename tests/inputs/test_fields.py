"""What a request can write is named field by field, and is never what the database keeps for itself."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.contrib import admin
from django.forms import BaseModelForm, ModelForm
from django.urls import get_resolver
from rest_framework import serializers

from security.custody import custody_of

OURS = [config.name for config in apps.get_app_configs() if "site-packages" not in config.path]
MODULES = ("api", "forms", "admin", "views")


def descendants(cls):
    for child in cls.__subclasses__():
        yield child
        yield from descendants(child)


def of_ours(cls):
    """Every class of ours below this one, wherever it stands."""
    for app in OURS:
        for module in MODULES:
            if find_spec(f"{app}.{module}"):
                import_module(f"{app}.{module}")
    get_resolver().url_patterns  # noqa: B018 - loads whatever an address leads to
    return [child for child in descendants(cls) if child.__module__.split(".")[0] in OURS]


def kept(model, *, changing):
    """Columns of the model that no request may choose."""
    custody = custody_of(model)
    if custody is None:
        return set()
    columns = {*custody.stamped, *custody.said, *custody.system, *(custody.fixed if changing else ())}
    return {field.name for field in model._meta.concrete_fields if field.column in columns}


def names(fieldsets):
    """The fields of an admin page's fieldsets."""
    rows = [row for _, options in fieldsets for row in options["fields"]]
    return {name for row in rows for name in ([row] if isinstance(row, str) else row)}


SERIALIZERS = of_ours(serializers.BaseSerializer)
FORMS = of_ours(BaseModelForm)
ADMINS = [site for site in admin.site._registry.values() if type(site).__module__.split(".")[0] in OURS]


def test_there_is_something_to_look_at():
    assert len(SERIALIZERS) >= 2
    assert len(ADMINS) >= 6


@pytest.mark.parametrize("serializer", SERIALIZERS, ids=lambda cls: cls.__name__)
def test_every_serializer_names_its_fields(serializer):
    assert not issubclass(serializer, serializers.ModelSerializer) or isinstance(
        serializer.Meta.fields, list | tuple
    )
    meta = getattr(serializer, "Meta", None)
    assert not getattr(meta, "exclude", None)
    assert not getattr(meta, "depth", None)


@pytest.mark.parametrize("serializer", SERIALIZERS, ids=lambda cls: cls.__name__)
def test_no_serializer_writes_what_the_database_keeps(serializer):
    model = getattr(getattr(serializer, "Meta", None), "model", None)
    if model:
        written = {name for name, field in serializer().fields.items() if not field.read_only}
        assert not written & kept(model, changing=True)


def test_no_api_saves_what_a_serializer_was_given():
    """Writing goes through the site's forms and services: what a serializer may take is never saved."""
    writing = {"create", "update", "partial_update", "destroy", "perform_create", "perform_update"}
    from rest_framework.viewsets import GenericViewSet

    for viewset in of_ours(GenericViewSet):
        inherited = {name for name in writing if callable(getattr(viewset, name, None))}
        own = {name for cls in viewset.__mro__ if cls.__module__.split(".")[0] in OURS for name in vars(cls)}
        assert inherited <= own, viewset


@pytest.mark.parametrize("form", FORMS, ids=lambda cls: cls.__name__)
def test_every_model_form_names_its_fields(form):
    assert issubclass(form, ModelForm)
    assert isinstance(form._meta.fields, list | tuple)
    assert not form._meta.exclude
    assert not {*form._meta.fields} & kept(form._meta.model, changing=True)


def inlines():
    return [inline for site in ADMINS for inline in site.inlines]


@pytest.mark.parametrize("site", [*ADMINS, *inlines()], ids=lambda site: f"{site.model.__name__} {site}")
def test_every_admin_page_names_its_fields(site):
    assert site.fields or site.fieldsets
    assert not site.exclude


@pytest.mark.parametrize("site", ADMINS, ids=lambda site: site.model.__name__)
@pytest.mark.parametrize("who", ["keeper", "guard"])
def test_no_admin_page_writes_what_the_database_keeps(site, who, rf, request):
    asked = rf.get("/admin/")
    asked.user = request.getfixturevalue(who)
    one = site.model()
    if site.has_change_permission(asked):
        shown = names(site.get_fieldsets(asked, one)) - set(site.get_readonly_fields(asked, one))
        assert not shown & kept(site.model, changing=True)
    if site.has_add_permission(asked):
        shown = names(site.get_fieldsets(asked)) - set(site.get_readonly_fields(asked))
        assert not shown & kept(site.model, changing=False)


def test_a_page_that_wrote_them_would_be_found():
    from casework.models import Matter

    assert {"number", "kind", "created_by"} <= kept(Matter, changing=True)
    assert "status" in kept(Matter, changing=False)
