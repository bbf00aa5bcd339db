from collections.abc import Sequence

from schakel.engines.gathering.grouping import Gathered, Said


def check(said: Sequence[Said], gathered: Gathered) -> tuple[str, ...]:
    """What is wrong with a grouping; empty when every answer stands in it once and in order."""
    faults = []
    placed = [key for theme in gathered.themes for key in theme.keys] + list(gathered.rest)
    given = [each.key for each in said]
    if sorted(placed) != sorted(given):
        faults.append("not every answer stands there once")
    sizes = [(-len(theme.keys), theme.key) for theme in gathered.themes]
    if sizes != sorted(sizes):
        faults.append("the themes are not in order of size")
    for theme in gathered.themes:
        if not theme.keys:
            faults.append(f"{theme.key} has no answers")
        if not set(theme.typical) <= set(theme.keys):
            faults.append(f"{theme.key} has a typical answer of another theme")
    return tuple(faults)
