"""What secure_database asks of this app once all sql files have run."""

from django.apps import apps

from audit import triggers


def statements() -> list[str]:
    """SQL for the triggers of every model that declares its writes as recorded."""
    return triggers.statements(apps.get_models())
