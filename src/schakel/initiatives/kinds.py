"""The life of an initiative: no gates. Who runs it says where it stands; every state leads to others."""

from django.utils.translation import gettext_lazy as _

from schakel.base.plugs import acts
from schakel.initiatives.permissions import may_adopt, may_look_first, may_run
from schakel.processes.kinds import ProcessKind, Transition, register

# Who runs it moves freely between these; staying in one is as good as going on.
ALIVE = ("idea", "start", "growth", "steady", "rest")
OWNED = (*ALIVE, "handing", "anchored")
# What everybody sees as an initiative that goes on.
GOING = ("idea", "start", "growth", "steady", "handing", "anchored")


def _from(*but: str) -> tuple[str, ...]:
    return tuple(state for state in ALIVE if state not in but)


INITIATIVE = register(
    ProcessKind(
        name="initiative",
        states={
            "told": _("Verteld, wij lezen het eerst"),
            "dream": _("Droom"),
            "idea": _("Idee"),
            "start": _("Begint"),
            "growth": _("Groeit"),
            "steady": _("Loopt"),
            "handing": _("Wordt overgedragen"),
            "anchored": _("Hoort bij een wijkorganisatie"),
            "rest": _("Rust"),
            "ended": _("Klaar"),
            "removed": _("Weggehaald"),
        },
        initial="told",
        transitions=(
            Transition("show", ("told",), "dream", may_look_first),
            Transition("adopt", ("told", "dream"), "idea", may_adopt),
            Transition("think", _from("idea"), "idea", may_run),
            Transition("begin", _from("start"), "start", may_run),
            Transition("grow", _from("growth"), "growth", may_run),
            Transition("settle", _from("steady"), "steady", may_run),
            Transition("rest", _from("rest"), "rest", may_run),
            Transition("end", (*ALIVE, "anchored"), "ended", may_run),
            Transition("revive", ("ended",), "start", may_run),
            Transition("release", (*ALIVE, "ended"), "dream", may_run),
            Transition("hand", ALIVE, "handing", may_run),
            Transition("keep", ("handing",), "steady", may_run),
            Transition("anchor", ("handing",), "anchored", may_run),
            Transition("remove", ("told", "dream", *OWNED), "removed", may_look_first),
            Transition("restore", ("removed",), "dream", may_look_first),
        ),
        verbs={
            "show": _("Zet het erop"),
            "adopt": _("Pak het op"),
            "think": _("Wij denken nog"),
            "begin": _("Wij beginnen"),
            "grow": _("Wij groeien"),
            "settle": _("Het loopt"),
            "rest": _("Wij rusten even"),
            "end": _("Wij zijn klaar"),
            "revive": _("Wij beginnen opnieuw"),
            "release": _("Geef het aan de buurt"),
            "hand": _("Draag het over"),
            "keep": _("Wij houden het zelf"),
            "anchor": _("De overdracht is rond"),
            "remove": _("Haal het weg"),
            "restore": _("Zet het terug"),
        },
    )
)

for verb, words in {
    "initiative.start": _("Iemand vertelde een droom"),
    "initiative.show": _("Een droom is te lezen"),
    "initiative.adopt": _("Iemand pakt een droom op"),
    "initiative.think": _("Een initiatief denkt verder na"),
    "initiative.begin": _("Een initiatief begint"),
    "initiative.grow": _("Een initiatief groeit"),
    "initiative.settle": _("Een initiatief loopt"),
    "initiative.rest": _("Een initiatief rust"),
    "initiative.end": _("Een initiatief is klaar"),
    "initiative.revive": _("Een initiatief begint opnieuw"),
    "initiative.release": _("Een initiatief is terug bij de buurt"),
    "initiative.hand": _("Een initiatief wordt overgedragen"),
    "initiative.keep": _("Een initiatief blijft bij wie het doet"),
    "initiative.anchor": _("Een initiatief hoort nu bij een wijkorganisatie"),
    "initiative.remove": _("Een initiatief is weggehaald"),
    "initiative.restore": _("Een initiatief staat er weer"),
    "initiative.copy": _("Een idee is overgenomen"),
    "initiative.change": _("Een initiatief is bijgewerkt"),
    "initiative.again": _("Er is een dag om opnieuw te kijken"),
    "initiative.look": _("Er is opnieuw gekeken"),
    "initiative.rescue": _("Iemand trekt een groep verder"),
    "handover.refuse": _("Een overdracht ging niet door"),
    "campaign.begin": _("Er is een vraag aan de buurt"),
    "need.answer": _("De gemeente antwoordt op wat nodig is"),
    "scan.questions": _("De vragen over schakels zijn veranderd"),
}.items():
    acts.register(verb, words)
