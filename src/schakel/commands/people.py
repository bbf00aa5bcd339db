"""`schakel people`: give somebody an account and a role, hand over what is kept of them, erase it."""

import argparse
import json
import sys
from getpass import getpass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schakel.people.models import Person

HELP = "give somebody a role, take a lost second step away, export or erase a person"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(
        dest="verb", required=True, metavar="role|second-step|export|erase"
    )
    role = verbs.add_parser(
        "role", help="an account, when there is none yet, and a role from today"
    )
    role.add_argument("email", metavar="EMAIL")
    role.add_argument(
        "--name", default="", help="how this person is called; needed for a new account"
    )
    role.add_argument(
        "--role", required=True, metavar="ROLE", help="official, area_manager, council ..."
    )
    role.add_argument("--municipality", required=True, metavar="NAME")
    role.add_argument("--area", default="", metavar="CODE", help="only for this area")
    role.add_argument(
        "--invite",
        choices=["link", "mail"],
        help="let this person choose the password on a page: print the link, or mail it",
    )
    role.add_argument("--data", metavar="DIR", help="where the data of this installation is")
    export = verbs.add_parser("export", help="everything that is kept of a person, as JSON")
    erase = verbs.add_parser("erase", help="take a person out of everything that is kept")
    for verb in (export, erase):
        verb.add_argument("email", metavar="EMAIL")
        verb.add_argument("--data", metavar="DIR", help="where the data of this installation is")
    erase.add_argument("--sure", action="store_true", help="yes: this cannot be undone")
    step = verbs.add_parser(
        "second-step", help="the second step of signing in of somebody who lost it"
    )
    step.add_argument("email", metavar="EMAIL")
    step.add_argument(
        "--forget",
        action="store_true",
        required=True,
        help="take app, passkeys and recovery codes away and end every session",
    )
    step.add_argument("--data", metavar="DIR", help="where the data of this installation is")


def run(args: argparse.Namespace) -> int:
    verbs = {"role": _role, "second-step": _forget, "export": _export, "erase": _erase}
    return verbs[args.verb](args)


def _export(args: argparse.Namespace) -> int:
    from schakel.web.operating import privacy

    data = privacy.export(_known(args.email))
    print(json.dumps(data, ensure_ascii=False, indent=2))
    return 0


def _erase(args: argparse.Namespace) -> int:
    from schakel.base.actor import Actor
    from schakel.base.exceptions import InputRefused
    from schakel.web.operating import privacy

    person = _known(args.email)
    if not args.sure:
        raise InputRefused(
            f"{args.email}: dit kan niet terug. Bewaar eerst `schakel people export`, en zet --sure erbij."
        )
    privacy.erase(Actor.system(), person)
    print(f"{args.email}: weggehaald.")
    return 0


def _known(email: str) -> "Person":
    from schakel.base.exceptions import InputRefused
    from schakel.people import queries

    person = queries.by_email(email)
    if person is None:
        raise InputRefused(f"{email}: er is geen account met dit e-mailadres.")
    return person


def _forget(args: argparse.Namespace) -> int:
    from schakel.base.actor import Actor
    from schakel.base.exceptions import InputRefused
    from schakel.people import queries
    from schakel.web.accounts import services

    person = queries.by_email(args.email)
    if person is None:
        raise InputRefused(f"{args.email}: met dit adres is er geen account.")
    number = services.forget_second_step(Actor.system(), person)
    print(f"{person.email}: {number} weggehaald. Bij het inloggen kiest deze persoon iets nieuws.")
    return 0


def _role(args: argparse.Namespace) -> int:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction

    from schakel.areas import queries as areas
    from schakel.base import clock
    from schakel.base.actor import Actor
    from schakel.base.exceptions import InputRefused
    from schakel.people import queries, services
    from schakel.people.models import Role
    from schakel.web.accounts import mails
    from schakel.web.accounts import services as accounts

    if args.role not in Role.values:
        raise InputRefused(f"--role: kies uit {', '.join(Role.values)}.")
    municipality = queries.municipalities().filter(name__iexact=args.municipality).first()
    if municipality is None:
        known = (
            ", ".join(queries.municipalities().values_list("name", flat=True)) or "nog geen enkele"
        )
        raise InputRefused(
            f"--municipality: {args.municipality} is niet bekend. Wel bekend: {known}."
        )
    area = areas.by_code(args.area) if args.area else None
    if args.area and (area is None or queries.municipality_of(area, clock.today()) != municipality):
        raise InputRefused(f"--area: {args.area} is geen gebied van {municipality}.")
    person, password = queries.by_email(args.email), None
    if person is None:
        try:
            validate_email(args.email)
        except ValidationError:
            raise InputRefused(f"{args.email} is geen e-mailadres.") from None
        if not args.name.strip():
            raise InputRefused("--name: dit account is nieuw. Schrijf hoe deze persoon heet.")
        if args.invite is None:
            password = _password()
            try:
                validate_password(password)
            except ValidationError as error:
                raise InputRefused(
                    f"Kies een ander wachtwoord. {' '.join(error.messages)}"
                ) from None
    with transaction.atomic():
        person = person or services.add_person(
            Actor.system(), email=args.email, name=args.name.strip(), password=password
        )
        # Whoever gives a role on the server says with it that the address is right.
        accounts.vouch(Actor.system(), person)
        services.give_role(
            Actor.system(),
            person=person,
            party=municipality,
            role=args.role,
            starts=clock.today(),
            area=area,
        )
    held = f"{Role(args.role).label}, {municipality}{f' ({area})' if area else ''}"
    print(f"{person.email}: {held}")
    if args.invite is not None:
        link = accounts.invitation(Actor.system(), person)
        if args.invite == "mail":
            mails.send("invitation", person.email, {"url": link, "role": held})
        else:
            print(link)
    return 0


def _password() -> str:
    """Asked without showing it; from a pipe it is the first line."""
    if sys.stdin.isatty():
        return getpass("Wachtwoord voor het nieuwe account: ")
    return sys.stdin.readline().rstrip("\n")
