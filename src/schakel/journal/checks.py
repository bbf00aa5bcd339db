"""What `schakel check --deploy` asks of the database under the journal."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection
from django.db.utils import OperationalError

from schakel.base import triggers
from schakel.journal.models import Entry, Head, Leaf

_TABLES = [model._meta.db_table for model in (Entry, Leaf, Head)]


@register(Tags.security, deploy=True)
def journal_is_protected(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """The triggers are there, and on PostgreSQL the application's role could not take them away."""
    try:
        present = set(connection.introspection.table_names())
        if not present.issuperset(_TABLES):
            return [
                Warning(
                    "The journal's tables are not there yet.",
                    hint="Run `schakel migrate` first.",
                    id="journal.W001",
                )
            ]
        installed = triggers.installed(connection)
        missing = [
            trigger.name
            for trigger in triggers.declared(connection.vendor).values()
            if installed.get(trigger.name) != (trigger.table, trigger.fingerprint)
        ]
        owned = _owned() if connection.vendor == "postgresql" else []
    except OperationalError as error:
        return [
            Warning(f"The database cannot be reached: {error}".strip(), id="journal.W002"),
        ]
    messages: list[CheckMessage] = []
    if missing:
        messages.append(
            Error(
                f"Triggers are missing or changed: {', '.join(missing)}.",
                hint="Run `schakel migrate`, and find out who removed them.",
                id="journal.E001",
            )
        )
    if owned:
        messages.append(
            Error(
                f"The application's role can act as owner of {', '.join(owned)}, "
                "so it could take away what keeps the journal from being changed.",
                hint="Migrate with another role, by MIGRATE_DATABASE_URL: see docs/journal.md.",
                id="journal.E002",
            )
        )
    return messages


def _owned() -> list[str]:
    """Journal tables whose owner the connected role is, belongs to, or overrules as superuser."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT relname FROM pg_class
            WHERE relname = ANY(%s) AND pg_table_is_visible(oid) AND relkind = 'r'
              AND pg_has_role(current_user, relowner, 'MEMBER')
            ORDER BY relname
            """,
            [_TABLES],
        )
        return [name for (name,) in cursor.fetchall()]
