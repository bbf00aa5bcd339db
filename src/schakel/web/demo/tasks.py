"""Filling the rest of the demo, beside the web."""

from django_tasks import task

from schakel.web.demo import builder


@task()
def fill() -> None:
    builder.build(pause=0.2)
