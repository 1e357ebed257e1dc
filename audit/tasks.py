from celery import shared_task

from audit import services


@shared_task
def seal() -> int:
    """Seal what can be sealed; how many entries. Safe to run twice, late, or beside itself."""
    return services.seal_all()


@shared_task
def anchor() -> int:
    """Keep the day's head outside the database, mail what has not left yet, forget old files. Every hour:
    the first of a day writes, the others only try again what failed.
    """
    services.anchor()
    services.forget_old_files()
    return services.mail_anchors()
