"""WSGI entry point (gunicorn: ``edsportal.wsgi:application``)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edsportal.settings")

application = get_wsgi_application()
