"""`schakel search rebuild` and `schakel search check`: the index of everything that can be found."""

import argparse
import sys

HELP = "make the search index again, or compare it with what it was made from"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="rebuild|check")
    rebuild = verbs.add_parser(
        "rebuild", help="bring the index up to date; goes on where it was stopped"
    )
    rebuild.add_argument("--from-nothing", action="store_true", help="throw the index away first")
    check = verbs.add_parser("check", help="say where index and sources differ; exit code 1 if so")
    for verb in (rebuild, check):
        verb.add_argument("--data", metavar="DIR", help="folder with the data of an installation")


def run(args: argparse.Namespace) -> int:
    from schakel.web.search import services

    if args.verb == "check":
        found = services.differences()
        for line in found:
            print(line)
        print(f"{len(found)} differences")
        return 1 if found else 0
    if args.from_nothing:
        services.clear()
    written = services.index_everything(
        lambda done: print(f"{done} looked at", file=sys.stderr, flush=True)
    )
    print(f"{written} things written to the index")
    return 0
