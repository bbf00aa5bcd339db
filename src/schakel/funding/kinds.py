"""The process of a round: prepared, voted on, counted, decided."""

from django.utils.translation import gettext_lazy as _

from schakel.base.plugs import acts
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
        due={"prepare": "prepare", "voting": "vote", "counting": "result", "advised": "result"},
    )
)

for verb, words in {
    "pot.create": _("Er is geld opzijgezet"),
    "round.start": _("De ronde is gemaakt"),
    "round.declare": _("Regels en geld zijn bekendgemaakt"),
    "round.plans.add": _("Er kwamen plannen bij"),
    "round.plan.change": _("Een plan is gewijzigd"),
    "round.plan.remove": _("Een plan is weggehaald"),
    "round.open": _("Het stemmen is geopend"),
    "round.close": _("Het stemmen is gesloten"),
    "round.count": _("De stemmen zijn geteld"),
    "round.advise": _("Het advies is vastgesteld"),
    "round.decide": _("De uitslag is vastgesteld"),
    "round.decision": _("Het besluit is genomen"),
    "round.withdraw": _("De ronde is ingetrokken"),
}.items():
    acts.register(verb, words)
