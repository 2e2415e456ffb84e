"""Django's sessions in the database, read by a query that is put into SQL once.

Every page of every grader begins with its session: docs/adr/0017.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from edsportal.common.compiled_query import CompiledQuery


class SessionStore(db.SessionStore):
    """A session as Django keeps it."""

    def _get_session_from_db(self) -> Session | None:
        found = _LIVE.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found


_LIVE = CompiledQuery(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), "key", "now"
)
