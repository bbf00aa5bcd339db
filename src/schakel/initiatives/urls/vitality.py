"""Addresses of how it goes with a group, and of the circle around it."""

from django.urls import path

from schakel.initiatives.views import circle, vitality

urlpatterns = [
    path("initiatief/<slug:address>/hoe-gaat-het/", vitality.vitality, name="vitality"),
    path("initiatief/<slug:address>/hoe-gaat-het/energie/", vitality.pulse, name="pulse"),
    path("initiatief/<slug:address>/hoe-gaat-het/delen/", vitality.share, name="share_vitality"),
    path("initiatief/<slug:address>/kring/", circle.circle, name="circle"),
    path("initiatief/<slug:address>/kring/erbij/", circle.stand_in, name="stand_in"),
    path("initiatief/<slug:address>/kring/vragen/", circle.ask, name="ask_circle"),
]
