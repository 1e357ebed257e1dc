"""makemigrations writes a table's constraints and indexes where the table is made (docs/adr/0032)."""

from django.db import migrations, models
from django.db.migrations.state import ProjectState

from security.management.commands.makemigrations import folded

POSITIVE = models.CheckConstraint(condition=models.Q(number__gt=0), name="number_is_positive")
BY_NUMBER = models.Index(fields=["number"], name="by_number")
OF_PARENT = models.UniqueConstraint(fields=["parent", "number"], name="once_in_a_parent")


def operations():
    return [
        migrations.CreateModel(
            "One", [("id", models.AutoField(primary_key=True)), ("number", models.IntegerField())]
        ),
        migrations.CreateModel(
            "Two", [("id", models.AutoField(primary_key=True)), ("number", models.IntegerField())]
        ),
        migrations.AddField("two", "parent", models.ForeignKey("areas.One", models.PROTECT)),
        migrations.AddConstraint("one", POSITIVE),
        migrations.AddIndex("one", BY_NUMBER),
        migrations.AddConstraint("two", OF_PARENT),
    ]


def state_after(operations):
    state = ProjectState()
    for one in operations:
        one.state_forwards("areas", state)
    return state


def test_the_tables_come_out_the_same():
    assert state_after(folded(operations())) == state_after(operations())


def test_what_may_speak_of_a_later_column_comes_after_it():
    found = [type(one).__name__ for one in folded(operations())]
    assert found == ["CreateModel", "CreateModel", "AddField", "AddConstraint"]
