"""Addresses of what initiatives need."""

from django.urls import path

from schakel.initiatives.views import needs

urlpatterns = [
    path("initiatief/<slug:address>/gegeven/", needs.given, name="given"),
    path("initiatief/<slug:address>/nodig/", needs.ask, name="needs"),
    path("nodig/<int:number>/antwoord/", needs.answer, name="answer_need"),
]
