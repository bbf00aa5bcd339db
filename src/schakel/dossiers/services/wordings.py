"""Saying what a dossier is about in the words of one side."""

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Dossier, Wording
from schakel.dossiers.permissions import may_word, said_it
from schakel.dossiers.services.dossiers import record
from schakel.journal import privacy


@transaction.atomic
def word(actor: Actor, dossier: Dossier, voice: str, *, text: str, source: str) -> Wording:
    """Say it in the words of residents or of the rules, with where those words come from.

    What another party said stays as it is. Raises NotAllowed and InputRefused.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    said = locked.wordings.filter(voice=voice).first()
    if voice not in may_word or not may_word[voice].test(actor, dossier):
        raise NotAllowed(_("U kunt deze woorden niet opschrijven. Wissel van rol of vraag het."))
    if not said_it.test(actor, said):
        raise NotAllowed(_("Deze woorden zijn van een ander. Alleen die partij wijzigt ze."))
    text, source = text.strip(), " ".join(source.split())
    if not text or not source:
        raise InputRefused(_("Schrijf de woorden op, en waar ze vandaan komen."))
    for part in (text, source):
        if refused := privacy.refusal(part):
            raise InputRefused(refused)
    assert actor.party is not None
    wording, _new = Wording.objects.update_or_create(
        dossier=dossier,
        voice=voice,
        defaults={"text": text, "source": source, "party": actor.party, "at": clock.now()},
    )
    record(
        actor,
        dossier,
        "wording.set",
        facts={"voice": voice, "text": text, "source": source, "before": said.text if said else ""},
    )
    return wording
