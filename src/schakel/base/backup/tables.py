"""Which tables are in a backup, and how a row is spelled so that both databases spell it alike."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils.crypto import salted_hmac

# Sessions would let people in again who had left; the others count what is over by then.
PASSING = {"sessions.Session", "base.FailedAttempt", "base.DueJob"}
# What every migrate puts in an empty database by itself.
SHIPPED = {"contenttypes", "auth", "norms"}
SHIPPED_TABLES = {"processes_allowedtransition"}
_CHUNK = 1_000

Model = type[models.Model]


def kept() -> list[Model]:
    """The models whose rows are kept, in one order everywhere."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in PASSING
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def is_shipped(model: Model) -> bool:
    return model._meta.app_label in SHIPPED or model._meta.db_table in SHIPPED_TABLES


def columns(model: Model) -> list[Any]:
    """The stored fields; what the database computes itself it computes again."""
    return [
        field for field in model._meta.concrete_fields if not getattr(field, "generated", False)
    ]


def lines(model: Model) -> Iterator[bytes]:
    """Every row as one line of JSON, by key; never more than a thousand rows in memory."""
    fields = columns(model)
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=_CHUNK):
        yield line([_spell(value) for value in row])


def line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digests() -> dict[str, str]:
    """SHA-256 of the rows of each table: equal when two databases hold the same."""
    return {model._meta.db_table: digest(model) for model in kept()}


def digest(model: Model) -> str:
    hashed = sha256()
    for row in lines(model):
        hashed.update(row + b"\n")
    return hashed.hexdigest()


def _spell(value: Any) -> Any:
    """JSON as it is, and everything else under the name of its type."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (dict, list)):
        return {"json": value}
    if isinstance(value, datetime):
        return {"moment": value.astimezone(UTC).isoformat()}
    if isinstance(value, (date, time)):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, UUID):
        return {"uuid": value.hex}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    raise TypeError(f"a backup cannot spell {type(value).__name__}")


def read(value: Any) -> Any:
    """What was spelled. Raises ValueError for a spelling that no backup has."""
    if not isinstance(value, dict):
        return value
    ((kind, told),) = value.items()
    match kind:
        case "json":
            return told
        case "moment":
            return datetime.fromisoformat(told)
        case "date":
            return date.fromisoformat(told)
        case "time":
            return time.fromisoformat(told)
        case "seconds":
            return timedelta(*told)
        case "decimal":
            return Decimal(told)
        case "uuid":
            return UUID(told)
        case "bytes":
            return base64.b64decode(told, validate=True)
    raise ValueError(kind)


def stored(field: Any, value: Any, connection: BaseDatabaseWrapper) -> Any:
    """The value as this database takes it, in the very bits it had: nothing is filled in or hashed."""
    if value is None and not field.null and isinstance(field, models.JSONField):
        # In a column that takes no NULL, None was the word null inside the JSON.
        return field.get_db_prep_value(None, connection)
    return field.get_db_prep_save(value, connection)


def migrations() -> dict[str, list[str]]:
    """The migrations of this version, by app: two databases with the same have the same tables."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(None).disk_migrations or {}):
        found.setdefault(app, []).append(name)
    return found


def key_fingerprint(key: str = "") -> str:
    """Shows whether two installations have the same secret key, and nothing of the key."""
    return salted_hmac(
        "schakel.base.backup", "key", key or settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()[:16]
