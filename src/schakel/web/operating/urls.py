"""Addresses for who runs the site, and for who asks what it keeps."""

from django.urls import path

from schakel.web.operating import views

urlpatterns = [
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("account/gegevens/", views.my_data, name="my-data"),
    path("account/gegevens/download/", views.my_data_file, name="my-data-file"),
    path("account/weghalen/", views.erase_account, name="erase-account"),
    path("healthz", views.healthz, name="healthz"),
    path("livez", views.livez, name="livez"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("robots.txt", views.robots_txt, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
