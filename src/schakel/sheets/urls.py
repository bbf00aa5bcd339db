from django.urls import path

from schakel.sheets import views

app_name = "sheets"
urlpatterns = [
    path("tabellen/", views.tables, name="list"),
    path("tabellen/inlezen/<uuid:progress>/", views.waiting, name="waiting"),
    path("tabellen/<slug:key>.csv", views.download, name="csv"),
    path("tabellen/<slug:key>/leeg.csv", views.empty, name="empty"),
    path("tabellen/<slug:key>/inlezen/", views.upload, name="upload"),
    path("tabellen/<slug:key>/", views.layout, name="layout"),
]
