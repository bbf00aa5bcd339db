from django.urls import path

from schakel.journal import views

app_name = "journal"

urlpatterns = [
    path("logboek/", views.index, name="index"),
    path("logboek/export.jsonl", views.export, name="export"),
    path("logboek/hoofden.json", views.heads, name="heads"),
    path("logboek/verify.py", views.verifier, name="verifier"),
]
