"""Wiring of the portal: settings, urls, Celery, WSGI. Imports every app; no app imports it."""

from governance.celery import app as celery_app

__all__ = ["celery_app"]
