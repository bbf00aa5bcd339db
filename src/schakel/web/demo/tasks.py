"""Filling the rest of the demo, beside the web."""

from time import sleep

from django_tasks import task

from schakel.web.demo import builder

# On SQLite one writes at a time, and who comes back at once leaves a visitor who votes no turn.
_PAUSE = 0.2


@task()
def fill() -> None:
    """One step, and then the next as a task of its own: a worker that is told to stop can do so soon."""
    row = builder.build(until=builder.done() + 1)
    if not row.finished:
        sleep(_PAUSE)
        fill.enqueue()
