from django.urls import path

from schakel.agenda.views import files, organising, public, signing_up

app_name = "agenda"
urlpatterns = [
    path("agenda/", public.week, name="week"),
    path("agenda.json", public.week_json, name="list-json"),
    path("agenda/gebied/<slug:code>/", public.week, name="area"),
    path("agenda/gebied/<slug:code>/afdrukken/", public.sheet, name="print"),
    path("agenda/gebied/<slug:code>/agenda.ics", files.of_area, name="area_file"),
    path("agenda/partij/<str:address>/agenda.ics", files.of_party, name="party_file"),
    path("activiteiten/nieuw/", organising.new, name="new"),
    path("activiteiten/inlezen/", files.read_in, name="read_in"),
    path("activiteiten/<str:address>/", public.detail, name="detail"),
    path("activiteiten/<str:address>/wijzigen/", organising.change, name="change"),
    path("activiteiten/<str:address>/afgelasten/", organising.call_off, name="call_off"),
    path(
        "activiteiten/<str:address>/<str:day>/afgelasten/",
        organising.call_off_day,
        name="call_off_day",
    ),
    path("activiteiten/<str:address>/<str:day>/verplaatsen/", organising.move, name="move"),
    path("activiteiten/<str:address>/<str:day>/wie-komt/", organising.who, name="who"),
    path("activiteiten/<str:address>/<str:day>/aanmelden/", signing_up.register, name="register"),
    path("activiteiten/<str:address>/<str:day>/afmelden/", signing_up.leave, name="leave"),
    path("mijn-aanmeldingen/", signing_up.mine, name="mine"),
]
