"""Addresses of the people of an initiative: taking part, bringing others, advice, handing over."""

from django.urls import path

from schakel.initiatives.views import advice, circle, handover, merging, participants

urlpatterns = [
    path("initiatief/<slug:address>/meedoen/", participants.join, name="join"),
    path("initiatief/<slug:address>/stoppen/", participants.leave, name="leave"),
    path("initiatief/<slug:address>/vertellen/", participants.ambassador, name="ambassador"),
    path("initiatief/<slug:address>/verder/", participants.rescue, name="rescue"),
    path("initiatief/<slug:address>/kring/", circle.circle, name="circle"),
    path("initiatief/<slug:address>/kring/erbij/", circle.stand_in, name="stand_in"),
    path("initiatief/<slug:address>/kring/vragen/", circle.ask, name="ask_circle"),
    path("meedoen/<str:link>/", participants.brought, name="brought"),
    path("initiatief/<slug:address>/advies/", advice.log, name="advice"),
    path("initiatief/<slug:address>/overdragen/", handover.propose, name="hand_over"),
    path("initiatief/<slug:address>/samengaan/", merging.propose, name="propose_merge"),
    path("samengaan/<int:number>/", merging.merge, name="merge"),
    path("overdracht/<int:number>/", handover.show, name="handover"),
    path("overdracht/<int:number>/zeggen/", handover.say, name="consent"),
    path("overdracht/<int:number>/aannemen/", handover.accept, name="accept_handover"),
    path("overdracht/<int:number>/afronden/", handover.complete, name="complete_handover"),
    path("overdracht/<int:number>/houden/", handover.stop, name="stop_handover"),
]
