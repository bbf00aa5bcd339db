from django.urls import path

from schakel.areas import views

app_name = "areas"
urlpatterns = [
    path("buurten/", views.index, name="list"),
    path("buurten.json", views.index_json, name="list-json"),
    path("buurt/<str:code>-<slug:slug>/", views.detail, name="detail"),
    path("buurt/<str:code>-<slug:slug>/zo-verandert-het/", views.changes, name="changes"),
    path(
        "buurt/<str:code>-<slug:slug>/zo-verandert-het.json",
        views.changes_json,
        name="changes-json",
    ),
    path("buurt/<str:code>-<slug:slug>.json", views.detail_json, name="json"),
]
