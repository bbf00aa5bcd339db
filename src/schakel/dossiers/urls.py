from django.urls import path

from schakel.dossiers.views import agenda, files, follows, moderation, remarks

app_name = "dossiers"
urlpatterns = [
    path("dossier/<slug:address>/bestanden/toevoegen/", files.add, name="add_file"),
    path("bestand/<uuid:id>/", files.file, name="file"),
    path("bestand/<uuid:id>/klein/", files.small, name="small_file"),
    path("bestand/<uuid:id>/weghalen/", files.remove, name="remove_file"),
    path("dossier/<slug:address>/opmerkingen/", remarks.remarks, name="remarks"),
    path("dossier/<slug:address>/opmerkingen/schrijven/", remarks.write, name="write"),
    path("opmerking/<int:number>/antwoorden/", remarks.answer, name="answer"),
    path("opmerking/<int:number>/wijzigen/", remarks.change, name="change"),
    path("opmerking/<int:number>/weghalen/", remarks.withdraw, name="withdraw"),
    path("opmerking/<int:number>/melden/", remarks.report, name="report"),
    path("opmerking/<int:number>/bezwaar/", remarks.appeal, name="appeal"),
    path("opmerking/<int:number>/verbergen/", moderation.hide, name="hide"),
    path("opmerking/<int:number>/laten-staan/", moderation.dismiss, name="dismiss"),
    path("opmerking/<int:number>/beslissen/", moderation.decide, name="decide_appeal"),
    path("meldingen/", moderation.waiting, name="moderation"),
    path("dossier/<slug:address>/volgen/", follows.follow_dossier, name="follow"),
    path("buurt/<slug:code>/volgen/", follows.follow_area, name="follow_area"),
    path("volgen/", follows.mine, name="follows"),
    path("volgen/voorbeeld/", follows.preview, name="preview"),
    path("volgen/stoppen/<str:token>/", follows.unsubscribe, name="unsubscribe"),
    path("agenda/<slug:address>.ics", agenda.of_dossier, name="agenda"),
    path("agenda/buurt/<slug:code>.ics", agenda.of_area, name="area_agenda"),
]
