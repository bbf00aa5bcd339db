"""What a table decides."""

from dataclasses import dataclass

from schakel.engines.rules.table import Known


@dataclass(frozen=True)
class Hit:
    """One row that applied, with its outcomes by name."""

    row: str
    then: tuple[tuple[str, Known], ...]
    reason: str
    source: str

    @property
    def values(self) -> dict[str, Known]:
        return dict(self.then)


@dataclass(frozen=True)
class Outcome:
    """The rows that applied, in the order of the table: one, or with `collect` none or more."""

    table: str
    hits: tuple[Hit, ...]

    @property
    def hit(self) -> Hit:
        """The one row that applied; for a `collect` table, read `hits`."""
        (only,) = self.hits
        return only

    @property
    def row(self) -> str:
        return self.hit.row

    @property
    def reason(self) -> str:
        return self.hit.reason

    @property
    def source(self) -> str:
        return self.hit.source

    @property
    def values(self) -> dict[str, Known]:
        return self.hit.values

    @property
    def value(self) -> Known:
        """The value of a table with one outcome."""
        ((_, value),) = self.hit.then
        return value
