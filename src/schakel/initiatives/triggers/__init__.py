"""What the database refuses in this app, by noun."""

from schakel.initiatives.triggers import campaigns, handover, provenance, scans

_NOUNS = (campaigns, handover, provenance, scans)

TRIGGERS = {
    vendor: [trigger for noun in _NOUNS for trigger in noun.TRIGGERS[vendor]]
    for vendor in ("sqlite", "postgresql")
}
