"""Move every reference to one row to another, found in the registry of models so that none is forgotten."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction


def references(model: type[models.Model]) -> Iterator[tuple[type[models.Model], Any]]:
    """Each model with each of its foreign keys to this one, hidden ones and those of links included."""
    for other in apps.get_models(include_auto_created=True):
        if other._meta.proxy or not other._meta.managed:
            continue
        for field in other._meta.local_fields:
            if field.remote_field is not None and field.related_model is model:
                yield other, field


def name_of(model: type[models.Model], field: Any) -> str:
    return f"{model._meta.label_lower}.{field.name}"


def move(
    gone: models.Model, keep: models.Model, leave: frozenset[str] = frozenset()
) -> tuple[dict[str, int], dict[str, int]]:
    """Let everything that points to `gone` point to `keep`; what moved and what stayed, in numbers.

    A row that would then be there twice is dropped. A row that the database has frozen stays as it
    was. References named in `leave` are not touched. Belongs inside a transaction.
    """
    moved: dict[str, int] = {}
    stayed: dict[str, int] = {}
    for model, field in references(type(keep)):
        name = name_of(model, field)
        if name in leave:
            continue
        rows = model._base_manager.filter(**{field.name: gone})
        count = rows.count()
        if not count:
            continue
        try:
            with transaction.atomic():
                rows.update(**{field.name: keep})
            moved[name] = count
        except DatabaseError:
            done = sum(_one(row, field, keep) for row in rows)
            if done:
                moved[name] = done
            if count > done:
                stayed[name] = count - done
    return moved, stayed


def _one(row: models.Model, field: Any, keep: models.Model) -> bool:
    """Move one row, or drop it when its twin is there already; False when the database refuses."""
    setattr(row, field.name, keep)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        if _points_to_itself(row, field, keep):
            setattr(row, field.name, None)
        else:
            return _drop(row)
    try:
        with transaction.atomic():
            row.save(update_fields=[field.name])
    except DatabaseError:
        return False
    return True


def _points_to_itself(row: models.Model, field: Any, keep: models.Model) -> bool:
    return bool(field.null and type(row) is type(keep) and row.pk == keep.pk)


def _drop(row: models.Model) -> bool:
    try:
        with transaction.atomic():
            row.delete()
    except (DatabaseError, models.ProtectedError):
        return False
    return True
