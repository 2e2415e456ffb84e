"""The project: settings, addresses, tasks, and what all apps share (`edsportal.common`)."""

from edsportal.celery import app as celery_app

__all__ = ["celery_app"]
