"""Where a rule runs: in the kernel when it was built and the numbers fit, else in its twin."""

from array import array
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Protocol

from schakel.engines.allocation import native
from schakel.engines.allocation.story import Probe, Raised, Story, Tie
from schakel.engines.allocation.tally import Tally
from schakel.engines.allocation.twin import Twin

_LARGEST = 1 << 62


class Machine(Protocol):
    """Runs of one problem. Totals in scaled amounts; each voter holds total / voters."""

    def winners(self, total: int, voters: int, probe: Probe | None = None) -> tuple[int, ...]: ...

    def story(self, total: int, voters: int) -> Story: ...

    def add1(self, step: int, tick: Callable[[int], object] | None) -> Raised: ...

    def between(
        self, total: int, voters: int, probe: Probe, many: int
    ) -> tuple[int, tuple[int, ...] | None]:
        """What the probe does with from `probe.extra` to `many` voters more, who then all hold
        total / (voters + more): LOSES, WINS or PERHAPS. And what the others buy when it loses, if known.
        """
        ...

    def phragmen(self, probe: Probe | None = None) -> tuple[Story, int]:
        """The story, with the moments as prices, and the project that no longer fitted or -1."""
        ...


def machine(tally: Tally, more: int = 0) -> Machine:
    """For probes with at most `more` voters more. What does not fit the kernel goes to its twin."""
    if native.kernel is None or not fits(tally, more):
        return Twin(tally)
    return _Kernel(tally)


def fits(tally: Tally, more: int = 0) -> bool:
    """Whether the kernel can compute it: that has 64 bits, the twin no bounds."""
    voters = tally.voters + more
    most = voters * max(sum(tally.costs), tally.budget) * 400
    points = max(tally.points, default=1) if tally.points else 1
    return most < _LARGEST and voters * points < 1 << 32


class _Kernel:
    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.problem = native.kernel.load(
            array("q", tally.costs),
            None if tally.utility == "cost" else array("q", [1] * len(tally.costs)),
            array("q", tally.least),
            array("q", tally.exclusive),
            tally.weights,
            tally.starts,
            tally.projects,
            tally.points,
            tally.unit,
        )

    def winners(self, total: int, voters: int, probe: Probe | None = None) -> tuple[int, ...]:
        found: tuple[int, ...]
        if probe is None:
            found = native.kernel.shares(self.problem, total, voters, False)
        else:
            found = native.kernel.shares(self.problem, total, voters, False, *probe)
        return found

    def story(self, total: int, voters: int) -> Story:
        return self._told(native.kernel.shares(self.problem, total, voters, True))

    def add1(self, step: int, tick: Callable[[int], object] | None) -> Raised:
        tally = self.tally
        steps, _, told, beyond = native.kernel.add1(
            self.problem, tally.budget, tally.voters, step * tally.voters, tick, True
        )
        return Raised(steps, self._told(told), None if beyond is None else self._told(beyond))

    def between(
        self, total: int, voters: int, probe: Probe, many: int
    ) -> tuple[int, tuple[int, ...] | None]:
        found: tuple[int, tuple[int, ...] | None] = native.kernel.between(
            self.problem, total, voters, *probe, many
        )
        return found

    def phragmen(self, probe: Probe | None = None) -> tuple[Story, int]:
        told, stop = native.kernel.phragmen(self.problem, self.tally.budget, *(probe or ()))
        return self._told(told), stop

    def _told(self, told: tuple[Any, ...]) -> Story:
        winners, stages, paid, counts, prices, denominator, money, ties = told
        common, size = int.from_bytes(denominator, "little"), len(self.tally.ids)
        numbers = array("q", money)
        each, near = array("q", counts), array("q", ties)
        return Story(
            winners,
            stages,
            tuple(array("q", paid)),
            tuple(zip(each[::3], each[1::3], each[2::3], strict=True)),
            tuple(Fraction(int.from_bytes(price, "little"), common) for price in prices),
            # Without projects nothing was chosen, and the line after that is empty.
            tuple(tuple(numbers[at : at + size]) for at in range(0, len(numbers), size))
            if size
            else ((),),
            tuple(
                Tie(round_, project, bool(equal))
                for round_, project, equal in sorted(
                    zip(near[::3], near[1::3], near[2::3], strict=True)
                )
            ),
        )
