"""The tables of residents' initiatives: what they are, whose idea it was, and who may take one up."""

from schakel.initiatives.models.campaigns import Campaign, Response, Topic
from schakel.initiatives.models.claims import Claim
from schakel.initiatives.models.handover import Consent, Handover
from schakel.initiatives.models.initiatives import Again, Initiative, Milestone
from schakel.initiatives.models.merging import Merge
from schakel.initiatives.models.needs import Need
from schakel.initiatives.models.neighbours import Neighbour
from schakel.initiatives.models.participants import Participant
from schakel.initiatives.models.points import Point
from schakel.initiatives.models.provenance import Credit
from schakel.initiatives.models.scans import Frame, Scan, ScanModel
from schakel.initiatives.models.scouting import Scouted
from schakel.initiatives.models.starters import StarterItem
from schakel.initiatives.models.ties import Tie
from schakel.initiatives.models.vitality import Pulse

__all__ = [
    "Again",
    "Campaign",
    "Claim",
    "Consent",
    "Credit",
    "Frame",
    "Handover",
    "Initiative",
    "Merge",
    "Milestone",
    "Need",
    "Neighbour",
    "Participant",
    "Point",
    "Pulse",
    "Response",
    "Scan",
    "ScanModel",
    "Scouted",
    "StarterItem",
    "Tie",
    "Topic",
]
