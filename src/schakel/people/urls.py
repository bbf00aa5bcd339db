from django.urls import path

from schakel.people.views import desk, mandates, merging, parties, roles

app_name = "people"
urlpatterns = [
    path("partijen/", parties.index, name="list"),
    path("partijen.json", parties.index_json, name="list-json"),
    path("partijen/nieuw/", parties.new, name="new"),
    path("partijen/dubbel/", merging.doubles, name="doubles"),
    path("partij/<slug:address>.json", parties.detail_json, name="json"),
    path("partij/<slug:address>/", parties.detail, name="party"),
    path("partij/<slug:address>/wijzigen/", parties.change, name="change"),
    path("partij/<slug:address>/opheffen/", parties.end, name="end"),
    path("partij/<slug:address>/geld/", parties.money, name="money"),
    path("partij/<slug:address>/samenvoegen/", merging.merge, name="merge"),
    path("partij/<slug:address>/rollen/", roles.roles, name="roles"),
    path("partij/<slug:address>/rollen/uitnodigen/", roles.invite, name="invite"),
    path("partij/<slug:address>/rollen/<int:pk>/wijzigen/", roles.change, name="change_role"),
    path("partij/<slug:address>/rollen/<int:pk>/beeindigen/", roles.end, name="end_role"),
    path(
        "partij/<slug:address>/uitnodigingen/<uuid:id>/intrekken/", roles.uninvite, name="uninvite"
    ),
    path("uitnodiging/<str:token>/", roles.invitation, name="invitation"),
    path("rol/<int:pk>/neerleggen/", roles.leave, name="leave"),
    path("rol/<int:pk>/naam/", roles.named, name="named"),
    path("account/samenvoegen/", merging.join, name="join"),
    path("account/samenvoegen/<str:token>/", merging.join_confirm, name="join_confirm"),
    path("mandaten/", mandates.index, name="mandates"),
    path("mandaten.json", mandates.index_json, name="mandates-json"),
    path("mandaten/nieuw/", mandates.new, name="new_mandate"),
    path("mandaten/<int:pk>/intrekken/", mandates.end, name="end_mandate"),
    path("balie/", desk.desk, name="desk"),
    path("balie/stoppen/", desk.stop, name="desk_stop"),
    path("balie/<uuid:id>/wissen/", desk.erase, name="desk_erase"),
]
