"""The secret of a link is kept nowhere; only its hash is, or nothing where it signs itself."""

from hashlib import sha256
from uuid import UUID

from django.core import signing

from schakel.people.models import Person

_BLOCK = "initiatives.block"


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def block_token(by: Person, sender: Person) -> str:
    """In the mail of a first word: who got it may block who wrote it. Nothing of it is stored."""
    return signing.dumps([str(by.pk), str(sender.pk)], salt=_BLOCK)


def sender_in(token: str, by: UUID) -> UUID | None:
    """Who wrote the mail with this link, when it was sent to this person."""
    try:
        got, sender = signing.loads(token, salt=_BLOCK)
    except signing.BadSignature:
        return None
    return UUID(sender) if got == str(by) else None
