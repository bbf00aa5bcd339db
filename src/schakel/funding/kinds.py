"""The process of a round: prepared, voted on, counted, decided."""

from django.utils.translation import gettext_lazy as _

from schakel.funding.permissions import may_run, may_withdraw
from schakel.processes.kinds import ProcessKind, Transition, register

ROUND = register(
    ProcessKind(
        name="round",
        states={
            "prepare": _("In voorbereiding"),
            "voting": _("Stemmen kan nu"),
            "counting": _("Wij tellen"),
            "advised": _("Bewoners gaven advies"),
            "decided": _("Uitslag staat vast"),
            "withdrawn": _("Ingetrokken"),
        },
        initial="prepare",
        transitions=(
            Transition("open", ("prepare",), "voting", may_run, phase="vote"),
            Transition("close", ("voting",), "counting", may_run),
            Transition("count", ("counting",), "counting", may_run),
            Transition("advise", ("counting",), "advised", may_run),
            Transition("decide", ("counting", "advised"), "decided", may_run),
            Transition("withdraw", ("prepare",), "withdrawn", may_withdraw),
        ),
        verbs={
            "open": _("Open het stemmen"),
            "close": _("Sluit het stemmen"),
            "count": _("Tel de stemmen"),
            "advise": _("Stel het advies vast"),
            "decide": _("Stel het besluit vast"),
            "withdraw": _("Trek de ronde in"),
        },
        phases={
            "prepare": _("Voorbereiden"),
            "vote": _("Stemmen"),
            "result": _("Uitslag"),
        },
    )
)
