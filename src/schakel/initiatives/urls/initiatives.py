"""Addresses of dreams and of an initiative itself."""

from django.urls import path

from schakel.initiatives.views import office, owners, pitch, public, scouting, telling

urlpatterns = [
    path("initiatieven/", public.initiatives, name="list"),
    path("initiatieven.json", public.initiatives_json, name="list-json"),
    path("initiatieven/nalezen/", office.waiting, name="waiting"),
    path("droom/", telling.tell, name="tell"),
    path("droom/mijn/<str:token>/", telling.claim, name="claim"),
    path("initiatief/<slug:address>.json", public.detail_json, name="json"),
    path("initiatief/<slug:address>/", public.detail, name="detail"),
    path("initiatief/<slug:address>/verhaal/", pitch.story, name="story"),
    path("initiatief/<slug:address>/verhaal/publiciteit.zip", pitch.kit, name="kit"),
    path(
        "initiatief/<slug:address>/verhaal/bewoners/",
        pitch.sheet,
        {"audience": "bewoners"},
        name="pitch_residents",
    ),
    path(
        "initiatief/<slug:address>/verhaal/partners/",
        pitch.sheet,
        {"audience": "partners"},
        name="pitch_partners",
    ),
    path(
        "initiatief/<slug:address>/verhaal/bewoners.pdf",
        pitch.pdf,
        {"audience": "bewoners"},
        name="pitch_residents_pdf",
    ),
    path(
        "initiatief/<slug:address>/verhaal/partners.pdf",
        pitch.pdf,
        {"audience": "partners"},
        name="pitch_partners_pdf",
    ),
    path("initiatief/<slug:address>/link/", telling.renew, name="renew"),
    path("initiatief/<slug:address>/oppakken/", owners.adopt, name="adopt"),
    path("initiatief/<slug:address>/wijzigen/", owners.change, name="change"),
    path("initiatief/<slug:address>/overnemen/", owners.copy, name="copy"),
    path("initiatief/<slug:address>/stand/<slug:verb>/", owners.say, name="say"),
    path("initiatief/<slug:address>/teruggeven/", owners.release, name="release"),
    path("initiatief/<slug:address>/stappen/", owners.milestone, name="milestone"),
    path("initiatief/<slug:address>/stappen/<int:number>/", owners.reached, name="reached"),
    path("initiatief/<slug:address>/nalezen/", office.show, name="show"),
    path("initiatief/<slug:address>/weghalen/", office.remove, name="remove"),
    path("verkenning/", scouting.noted, name="scouting"),
    path("initiatief/<slug:address>/verkenning/", scouting.note, name="scout"),
    path("initiatief/<slug:address>/opnieuw-kijken/", office.again, name="again"),
]
