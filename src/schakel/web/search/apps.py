from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "schakel.web.search"
    label = "search"

    def ready(self) -> None:
        from django.core.checks import register

        from schakel.base import jobs
        from schakel.base.plugs import search_sources
        from schakel.web.search import services, sources, themes

        search_sources.register("words", sources.WORDS)
        search_sources.register("help", sources.HELP)
        services.watch()
        register(themes.check)
        jobs.register("search.changed", every=timedelta(seconds=5), run=services.index_changed)
        jobs.register("search.everything", every=timedelta(hours=1), run=services.index_everything)
