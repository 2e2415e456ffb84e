"""The Celery application: it carries row ids; the rows hold the truth."""

import os
from pathlib import Path

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edsportal.settings")

app = Celery("edsportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if settings.CELERY_BROKER_URL.startswith("filesystem"):
    # The folder broker does not make its own folders.
    for folder in ("queue", "control"):
        Path(settings.BROKER_FOLDER, folder).mkdir(parents=True, exist_ok=True)
