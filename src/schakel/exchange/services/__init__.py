"""Every write on lines, and on reports about them."""

from schakel.exchange.services.lines import (
    Status,
    Terms,
    accept,
    answer,
    ask,
    block,
    block_person,
    confirm,
    deliver,
    erase_person,
    miss,
    offer,
    promise,
    unblock,
    withdraw,
)
from schakel.exchange.services.reports import dismiss, remove, report

__all__ = [
    "Status",
    "Terms",
    "accept",
    "answer",
    "ask",
    "block",
    "block_person",
    "confirm",
    "deliver",
    "dismiss",
    "erase_person",
    "miss",
    "offer",
    "promise",
    "remove",
    "report",
    "unblock",
    "withdraw",
]
