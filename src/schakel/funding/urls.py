from django.urls import path

from schakel.funding.views import codes, files, letters, new, officials, public, upload

app_name = "funding"
urlpatterns = [
    path("geld/", public.rounds, name="list"),
    path("geld.json", public.rounds_json, name="list_json"),
    path("ronde/nieuw/", new.new, name="new"),
    path("ronde/nieuw/nakijken/", new.check_new, name="check_new"),
    path("ronde/nieuw/<slug:step>/", new.new_step, name="new_step"),
    path("ronde/uit-bestand/", upload.upload, name="upload"),
    path("ronde/uit-bestand/<uuid:progress>/", upload.waiting, name="waiting"),
    path("ronde/<slug:address>/stembestand.pb", files.ballots, name="ballots"),
    path("ronde/<slug:address>/uitslag.json", files.outcome, name="outcome"),
    path("ronde/<slug:address>/reken-na/", files.recompute, name="recompute"),
    path("ronde/<slug:address>/logboek/", files.proofs, name="journal"),
    path("ronde/<slug:address>/plannen/", officials.plans, name="plans"),
    path("ronde/<slug:address>/plannen/nieuw/", officials.new_plan, name="new_plan"),
    path("ronde/<slug:address>/plannen/<int:plan>/", officials.change_plan, name="change_plan"),
    path(
        "ronde/<slug:address>/plannen/<int:plan>/verwijderen/",
        officials.remove_plan,
        name="remove_plan",
    ),
    path("ronde/<slug:address>/openen/", officials.open_voting, name="open"),
    path("ronde/<slug:address>/sluiten/", officials.close_voting, name="close"),
    path("ronde/<slug:address>/tellen/", officials.count, name="count"),
    path("ronde/<slug:address>/besluiten/", officials.decide, name="decide"),
    path("ronde/<slug:address>/intrekken/", officials.withdraw, name="withdraw"),
    path("ronde/<slug:address>/codes/", codes.codes, name="codes"),
    path("ronde/<slug:address>/besluit/", letters.letter, name="letter"),
    path("ronde/<slug:address>/besluit.pdf", letters.letter_pdf, name="letter_pdf"),
    path("ronde/<slug:address>.json", public.round_json, name="round_json"),
    path("ronde/<slug:address>/", public.round_page, name="round"),
]
