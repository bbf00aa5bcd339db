"""Verbs on files: nothing is kept before it was looked at, and what is kept is not what was sent."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import pictures, scanning
from schakel.dossiers.models import Dossier, File
from schakel.dossiers.permissions import may_add_file
from schakel.dossiers.services.dossiers import record

# What no row names any more is thrown away when it is older than any transaction can be.
_ORPHAN_AFTER = timedelta(hours=24)


@transaction.atomic
def add(actor: Actor, dossier: Dossier, *, upload: Any, alternative: str = "") -> File:
    """Keep an uploaded picture or PDF with a dossier.

    Raises NotAllowed, or InputRefused for what is empty, too large, of another type, broken, refused
    by the scanner, or a picture without a text that says what is seen on it.
    """
    if not may_add_file.test(actor, dossier):
        raise NotAllowed(
            _("Alleen de eigenaar van deze pagina en de gemeente voegen hier iets toe.")
        )
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise InputRefused(
            _("Dit bestand is te groot. Het mag hoogstens %(size)s zijn.")
            % {"size": filesizeformat(settings.MAX_UPLOAD_BYTES)}
        )
    if dossier.files.count() >= settings.FILES_PER_DOSSIER:
        raise InputRefused(
            _("Hier staan al %(most)s bestanden. Haal er eerst een weg.")
            % {"most": settings.FILES_PER_DOSSIER}
        )
    content = upload.read()
    if not content:
        raise InputRefused(_("Dit bestand is leeg. Kies een ander bestand."))
    if not pictures.is_picture(content) and not pictures.is_pdf(content):
        raise InputRefused(
            _("Dit kan alleen met een foto (JPG, PNG of WebP) of een PDF. Kies een ander bestand.")
        )
    with _quarantine(content) as path:
        scanning.check(path)
    file = File(
        id=uuid.uuid4(),
        dossier=dossier,
        added=clock.now(),
        by=actor.person,
        office=actor.office,
    )
    small = b""
    if pictures.is_picture(content):
        if not alternative.strip():
            raise InputRefused(_("Schrijf wat er op de foto te zien is."))
        picture = pictures.draw(content)
        content, small = picture.content, picture.small
        file.kind, file.media_type = File.Kind.PICTURE, "image/webp"
        file.width, file.height = picture.width, picture.height
        file.alternative = alternative.strip()[:300]
        file.name = pictures.safe_name(upload.name, ".webp")
    else:
        file.kind, file.media_type = File.Kind.DOCUMENT, "application/pdf"
        file.name = pictures.safe_name(upload.name, ".pdf")
    file.size, file.digest = len(content), sha256(content).hexdigest()
    _write(file.path, content)
    if small:
        _write(file.small_path, small)
    try:
        file.save(force_insert=True)
        record(actor, dossier, "file.add", facts=_facts(file))
    except BaseException:
        _throw_away(file)
        raise
    return file


@transaction.atomic
def remove(actor: Actor, file: File) -> None:
    """Take a file away for good. Raises NotAllowed."""
    if not may_add_file.test(actor, file.dossier):
        raise NotAllowed(
            _("Alleen de eigenaar van deze pagina en de gemeente halen hier iets weg.")
        )
    record(actor, file.dossier, "file.remove", facts=_facts(file))
    gone = File(id=file.id, digest=file.digest)
    file.delete()
    transaction.on_commit(lambda: _throw_away(gone))


def sweep() -> int:
    """Throw away content that no row names: left by a transaction or a machine that stopped halfway."""
    root, gone = Path(settings.MEDIA_ROOT) / "dossiers", 0
    before = (timezone.now() - _ORPHAN_AFTER).timestamp()
    for folder in root.glob("??"):
        old = [path for path in folder.iterdir() if path.stat().st_mtime < before]
        known = {
            f"{digest}-{id.hex}"
            for id, digest in File.objects.filter(digest__startswith=folder.name).values_list(
                "id", "digest"
            )
        }
        for path in old:
            if path.name.removesuffix("-small") not in known:
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def _facts(file: File) -> dict[str, Any]:
    return {"file": str(file.id), "kind": str(file.kind), "size": file.size, "digest": file.digest}


@contextmanager
def _quarantine(content: bytes) -> Iterator[Path]:
    """The file for as long as the scanner looks, where nothing serves it and nobody else reads it."""
    folder = Path(settings.MEDIA_ROOT) / "quarantine"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as to:
            to.write(content)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: written beside its place, put on disk, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    with beside.open("wb") as to:
        to.write(content)
        to.flush()
        os.fsync(to.fileno())
    beside.rename(path)


def _throw_away(file: File) -> None:
    file.path.unlink(missing_ok=True)
    file.small_path.unlink(missing_ok=True)
