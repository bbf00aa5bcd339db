"""Addresses of scans: of an initiative, of a party, one scan, and the questions of a municipality."""

from django.urls import path

from schakel.initiatives.views import scans

urlpatterns = [
    path("initiatief/<slug:address>/schakels/", scans.chain, name="scans"),
    path("initiatief/<slug:address>/schakels/invullen/", scans.fill_chain, name="fill_scan"),
    path("partij/<slug:address>/volhouden/", scans.stamina, name="stamina"),
    path("partij/<slug:address>/volhouden/invullen/", scans.fill_stamina, name="fill_stamina"),
    path("partij/<slug:address>/vragen/", scans.questions, name="questions"),
    path("partij/<slug:address>/vragen/<slug:frame>/regels/", scans.edit_table, name="edit_table"),
    path(
        "partij/<slug:address>/vragen/<slug:frame>/<slug:link>/", scans.edit_link, name="edit_link"
    ),
    path("schakels/<uuid:pk>/", scans.scan, name="scan"),
    path("schakels/<uuid:pk>/delen/", scans.share, name="share_scan"),
    path("schakels/<uuid:pk>/vraag/<slug:link>/", scans.ask, name="ask_link"),
]
