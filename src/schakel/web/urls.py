"""Every address of the site: Dutch nouns, verbs as sub-paths."""

from django.conf import settings
from django.urls import include, path
from django.views.decorators.cache import never_cache

from schakel.web import views
from schakel.web.accounts.views import signin
from schakel.web.operating import urls as operating

web = (
    [
        path("", views.front, name="front"),
        path("besluiten/", views.decisions, name="decisions"),
        path("besluiten.json", views.decisions_json, name="decisions-json"),
        path("open-gegevens/", views.open_data, name="open-data"),
        path("reken-na/", views.recompute, name="recompute"),
        path("reken-na/schakel.pyz", views.recompute_file, name="recompute-file"),
        path("hulp/", views.help_page, name="help"),
        path("woorden/", views.words, name="words"),
        path("woorden.json", views.words_json, name="words-json"),
        path("taal/", views.language, name="language"),
        path("inloggen/", never_cache(signin.RequestCode.as_view()), name="login"),
        path("uitloggen/", views.logout, name="logout"),
        path("rol/", views.role, name="role"),
        *operating.urlpatterns,
    ],
    "web",
)

urlpatterns = [
    path("", include(web)),
    path("", include("schakel.web.accounts.urls")),
    path("", include("schakel.areas.urls")),
    path("", include("schakel.dossiers.urls")),
    path("", include("schakel.people.urls")),
    path("", include("schakel.sheets.urls")),
    path("", include("schakel.journal.urls")),
    path("", include("schakel.processes.urls")),
    path("", include("schakel.exchange.urls")),
    path("", include("schakel.agenda.urls")),
    path("", include("schakel.initiatives.urls")),
    path("", include("schakel.norms.urls")),
    path("", include("schakel.voice.urls")),
    path("", include("schakel.funding.urls")),
    path("", include("schakel.web.search.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("voorbeeld/", include("schakel.web.demo.urls")))

handler400 = "schakel.web.views.bad_request"
handler403 = "schakel.web.views.forbidden"
handler404 = "schakel.web.views.not_found"
handler500 = "schakel.web.views.server_error"
