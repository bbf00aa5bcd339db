"""The tables of the one thing everything public is, and of what every dossier shares."""

from schakel.dossiers.models.dossiers import Dossier, Fact, Link
from schakel.dossiers.models.files import File
from schakel.dossiers.models.follows import Follow, MailChoice, Notice
from schakel.dossiers.models.remarks import Remark, RemarkReport

__all__ = [
    "Dossier",
    "Fact",
    "File",
    "Follow",
    "Link",
    "MailChoice",
    "Notice",
    "Remark",
    "RemarkReport",
]
