"""Addresses of how it goes with a group."""

from django.urls import path

from schakel.initiatives.views import vitality

urlpatterns = [
    path("initiatief/<slug:address>/hoe-gaat-het/", vitality.vitality, name="vitality"),
    path("initiatief/<slug:address>/hoe-gaat-het/energie/", vitality.pulse, name="pulse"),
    path("initiatief/<slug:address>/hoe-gaat-het/delen/", vitality.share, name="share_vitality"),
]
