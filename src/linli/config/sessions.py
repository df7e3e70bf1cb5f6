"""Django's sessions in the database, each read in one statement with the person it is of and what he holds: nearly
every request begins with it."""

from typing import Any

from django.contrib.sessions.backends import db

from linli.kit import clock, statements
from linli.workforce import queries as workforce

_READ = f"""
SELECT s.session_data, a.* FROM django_session s
LEFT JOIN accounts_session seen ON seen.key = s.session_key
LEFT JOIN LATERAL ({workforce.seats_sql("seen.person_id")}) a ON true
WHERE s.session_key = %s AND s.expire_date > now()
"""  # noqa: S608 - constants alone


class SessionStore(db.SessionStore):
    """`holder` is the person with his posts as they stood when the session was read, if it is one of those people are
    shown; who is signed in, the session itself says."""

    holder: workforce.Holder | None = None

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, where there is no such session or it is over."""
        now = clock.now()
        rows = statements.rows(_READ, (now, now, self.session_key))
        if not rows:
            self._session_key = None
            return {}
        self.holder = workforce.holder_of([row[1:] for row in rows])
        return self.decode(rows[0][0])
