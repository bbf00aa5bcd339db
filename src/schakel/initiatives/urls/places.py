"""Addresses of information points, ties and what a neighbourhood can."""

from django.urls import path

from schakel.initiatives.views import places, strength

urlpatterns = [
    path("informatiepunten/", places.point_list, name="points"),
    path("informatiepunten/nieuw/", places.add_point, name="add_point"),
    path("informatiepunt/<int:number>/", places.point, name="point"),
    path("informatiepunt/<int:number>/wijzigen/", places.change_point, name="change_point"),
    path("informatiepunt/<int:number>/dicht/", places.close_point, name="close_point"),
    path("informatiepunt/<int:number>/weghalen/", places.end_point, name="end_point"),
    path("verbanden/", places.tie_list, name="ties"),
    path("verbanden/nieuw/", places.add_tie, name="add_tie"),
    path("verband/<int:number>/", places.tie, name="tie"),
    path("verband/<int:number>/bevestigen/", places.confirm_tie, name="confirm_tie"),
    path("verband/<int:number>/weghalen/", places.end_tie, name="end_tie"),
    path("buurtkracht/<slug:code>/", strength.profile, name="strength"),
    path("buurtkracht/<slug:code>/pakket.zip", strength.pack, name="pack"),
]
