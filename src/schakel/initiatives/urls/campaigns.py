"""Addresses of campaigns."""

from django.urls import path

from schakel.initiatives.views import campaigns

urlpatterns = [
    path("buurtvragen/", campaigns.index, name="campaigns"),
    path("buurtvragen/nieuw/", campaigns.begin, name="begin_campaign"),
    path("buurtvraag/<slug:address>/", campaigns.detail, name="campaign"),
    path("buurtvraag/<slug:address>/antwoorden.csv", campaigns.answers_csv, name="campaign-csv"),
    path("buurtvraag/<slug:address>/antwoord/", campaigns.answer, name="respond"),
    path("buurtvraag/<slug:address>/invoeren/", campaigns.enter, name="enter_responses"),
    path("buurtvraag/<slug:address>/nalezen/", campaigns.waiting, name="responses"),
    path("buurtvraag/<slug:address>/ordenen/", campaigns.order, name="order_responses"),
    path("buurtvraag/antwoord/<int:number>/tonen/", campaigns.show, name="show_response"),
    path("buurtvraag/antwoord/<int:number>/weghalen/", campaigns.hide, name="hide_response"),
    path("buurtvraag/antwoord/<int:number>/onderwerp/", campaigns.place, name="place_response"),
    path("buurtvraag/onderwerp/<int:number>/naam/", campaigns.rename, name="rename_topic"),
]
