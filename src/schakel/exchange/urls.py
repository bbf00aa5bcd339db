from django.urls import path

from schakel.exchange.views import blocks, reports
from schakel.exchange.views import lines as views

app_name = "exchange"
urlpatterns = [
    path("vraag-en-aanbod/", views.lines, name="list"),
    path("vraag-en-aanbod.json", views.lines_json, name="list-json"),
    path("vraag-en-aanbod/nieuw/", views.new, name="new"),
    path("vraag-en-aanbod/<str:address>/", views.detail, name="detail"),
    path("vraag-en-aanbod/<str:address>/antwoord/", views.answer, name="answer"),
    path("vraag-en-aanbod/<str:address>/ja/", views.accept, name="accept"),
    path("vraag-en-aanbod/<str:address>/geleverd/", views.deliver, name="deliver"),
    path("vraag-en-aanbod/<str:address>/ontvangen/", views.confirm, name="confirm"),
    path("vraag-en-aanbod/<str:address>/niet-ontvangen/", views.miss, name="miss"),
    path("vraag-en-aanbod/<str:address>/intrekken/", views.withdraw, name="withdraw"),
    path("vraag-en-aanbod/<str:address>/blokkeren/", views.block, name="block"),
    path("vraag-en-aanbod/<str:address>/melden/", reports.report, name="report"),
    path("vraag-en-aanbod/<str:address>/melding/", reports.handle, name="handle"),
    path("mijn-beloften/", views.mine, name="mine"),
    path("mijn-blokkades/", blocks.blocks, name="blocks"),
    path("mijn-blokkades/<int:block>/", blocks.unblock, name="unblock"),
]
