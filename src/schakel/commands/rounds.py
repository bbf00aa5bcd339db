"""`schakel rounds`: make a round of a file, print codes for the letters, list the rounds."""

import argparse
import sys
from fractions import Fraction
from pathlib import Path

HELP = "make a round from a Pabulib file, print voter codes, list rounds"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="import|codes|list")
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", metavar="DIR", help="where the data of this installation is")

    bring = verbs.add_parser(
        "import", parents=[data], help="make a decided round of a Pabulib file"
    )
    bring.add_argument("file", metavar="FILE.pb")
    bring.add_argument("--area", default="", metavar="CODE", help="default: the whole municipality")
    bring.add_argument("--municipality", default="", metavar="NAME")
    bring.add_argument("--title", default="", help="default: the description in the file")
    bring.add_argument("--purpose", default="")
    bring.add_argument("--regulation", default="", help="the text the round rests on")
    bring.add_argument(
        "--rule", choices=("equal-shares", "phragmen", "greedy"), default="equal-shares"
    )
    bring.add_argument("--utility", choices=("cost", "cardinality"), default="cost")
    bring.add_argument(
        "--completion",
        choices=("none", "add1", "utilitarian"),
        help="default add1 for equal shares, else none",
    )
    bring.add_argument("--increment", default="1", metavar="N", help="currency units; default 1")
    bring.add_argument(
        "--ties", choices=("lexicographic", "votes", "cost"), default="lexicographic"
    )

    codes = verbs.add_parser("codes", parents=[data], help="print codes for the letters, as CSV")
    codes.add_argument("round", metavar="ROUND", help="the short id or address of the round")
    codes.add_argument("--count", type=int, metavar="N", help="how many codes to make")
    codes.add_argument("--sheet", metavar="FILE.html", help="also write a sheet to print")
    codes.add_argument("--reissue", type=int, metavar="NUMBER", help="replace one unused code")
    codes.add_argument(
        "--site", default="", metavar="URL", help="address of the site, for the sheet"
    )

    verbs.add_parser("list", parents=[data], help="list the rounds, the newest vote first")


def run(args: argparse.Namespace) -> int:
    return {"import": _import, "codes": _codes, "list": _list}[args.verb](args)


def _import(args: argparse.Namespace) -> int:
    from schakel.base.actor import Actor
    from schakel.base.exceptions import InputRefused
    from schakel.engines.allocation.amounts import parse
    from schakel.funding import importing

    try:
        increment = Fraction(parse(args.increment)) * 100
    except ValueError:
        increment = Fraction(0)
    if increment <= 0 or increment.denominator != 1:
        raise InputRefused("--increment: geef een bedrag boven nul, zoals 1 of 0.50.")
    path = Path(args.file)
    try:
        with path.open("rb") as source:
            file = importing.read(source, path.name)
    except OSError as error:
        raise InputRefused(f"{path}: dit bestand is niet te lezen ({error.strerror}).") from None
    # Said only once it is true: a refusal is one line and leaves nothing behind.
    notes = list(file.notes)
    round = importing.store(
        Actor.system(),
        file,
        importing.Options(
            area=args.area,
            municipality=args.municipality,
            title=args.title,
            purpose=args.purpose,
            regulation=args.regulation,
            rule=args.rule,
            utility=args.utility,
            completion=args.completion,
            increment_cents=int(increment),
            ties=args.ties,
        ),
        on_note=notes.append,
    )
    for note in notes:
        print(f"schakel: {note}", file=sys.stderr)
    print(round.get_absolute_url())
    return 0


def _codes(args: argparse.Namespace) -> int:
    from schakel.base.actor import Actor
    from schakel.base.exceptions import InputRefused
    from schakel.funding import queries
    from schakel.voice import codes as voice_codes
    from schakel.voice import services as voice

    round = queries.by_address(Actor.visitor(), args.round.strip("/").rsplit("/", 1)[-1])
    if round is None:
        raise InputRefused(f"De ronde ‘{args.round}’ is er niet. Zie ‘schakel rounds list’.")
    if (args.count is None) == (args.reissue is None):
        raise InputRefused(
            "Geef --count N voor nieuwe codes, of --reissue NUMMER voor één andere code."
        )
    box = getattr(round.dossier, "ballot_box", None)
    if box is None:
        raise InputRefused("Het stemmen in deze ronde is nog niet open. Maak de codes daarna.")
    if args.reissue is not None:
        issued = [voice.reissue(Actor.system(), box, args.reissue)]
    else:
        issued = voice.issue_codes(Actor.system(), box, args.count)
    sys.stdout.write(voice_codes.codes_csv(issued))
    if args.sheet:
        from django.urls import reverse

        address = args.site.rstrip("/") + reverse("voice:code", args=[round.dossier.address])
        Path(args.sheet).write_text(
            voice_codes.sheet(box, issued, address=address), encoding="utf-8"
        )
    return 0


def _list(args: argparse.Namespace) -> int:
    from schakel.base.actor import Actor
    from schakel.funding import queries

    for round in queries.rounds(Actor.visitor()).iterator(chunk_size=500):
        print(
            round.dossier.short_id,
            round.dossier.process.state.ljust(9),
            f"{round.budget_cents / 100:>14.2f} {round.currency}",
            f"{round.plan_count:>4}",
            round.dossier.title,
            sep="  ",
        )
    return 0
