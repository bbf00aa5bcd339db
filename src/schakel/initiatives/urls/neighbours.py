"""Addresses of who wants to do something in a neighbourhood."""

from django.urls import path

from schakel.initiatives.views import neighbours

urlpatterns = [
    path("buurtmakers/", neighbours.neighbours, name="neighbours"),
    path("buurtmakers/blokkeren/<str:token>/", neighbours.block_sender, name="block_sender"),
    path("buurtmakers/mij/", neighbours.me, name="neighbour_me"),
    path("buurtmakers/<int:number>/bericht/", neighbours.greet, name="greet"),
]
