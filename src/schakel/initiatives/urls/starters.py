"""Addresses of the package for who begins."""

from django.urls import path

from schakel.initiatives.views import starters

urlpatterns = [
    path("initiatief/<slug:address>/startpakket/", starters.ask, name="starter_package"),
    path("startpakket/", starters.package, name="starters"),
    path("startpakket/<slug:line>/erin/", starters.put_in, name="put_in_starter"),
    path("startpakket/<int:number>/eruit/", starters.take_out, name="take_out_starter"),
]
