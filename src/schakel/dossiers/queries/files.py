"""Reads on files."""

from uuid import UUID

from django.db.models import QuerySet

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier, File
from schakel.dossiers.queries.dossiers import seen_by


def files_of(dossier: Dossier) -> QuerySet[File]:
    return File.objects.filter(dossier=dossier)


def file(actor: Actor, id: UUID) -> File | None:
    """A file of a dossier that the actor may see."""
    return (
        File.objects.filter(seen_by(actor, "dossier__"), pk=id)
        .select_related("dossier__area__parent__parent", "dossier__municipality")
        .first()
    )
