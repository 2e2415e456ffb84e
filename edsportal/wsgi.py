"""WSGI entry point (gunicorn: ``edsportal.wsgi:application``)."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edsportal.settings")

application = get_wsgi_application()

# Everything is loaded now, not by the first visitor; and what stays for good is not searched for
# garbage again and again, which costs a busy page a twelfth of its time.
_urls = get_resolver().url_patterns
gc.collect()
gc.freeze()
