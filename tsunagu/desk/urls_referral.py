"""Addresses of hand-overs."""

from django.urls import path

from tsunagu.desk.views import link, referral, referral_need, referral_oversight, referral_send

urlpatterns = [
    path("referrals/", referral.board, name="referrals"),
    path("referrals/choose/", referral_send.choose, name="referral-choose"),
    path("referrals/new/", referral_send.Send.as_view(), name="referral-new"),
    path("referrals/to-desk/", referral_send.SendToDesk.as_view(), name="referral-to-desk"),
    path("referrals/<uuid:task_id>/", referral.referral, name="referral"),
    path("referrals/<uuid:task_id>/<slug:verb>/", referral.TakeStep.as_view(), name="referral-step"),
    path("needs/<uuid:referral_id>/", referral_need.need, name="need"),
    path("needs/<uuid:referral_id>/next/", referral_send.AskNext.as_view(), name="need-next"),
    path("needs/<uuid:referral_id>/close/", referral_need.CloseNeed.as_view(), name="need-close"),
    path("needs/<uuid:referral_id>/person/", referral_need.NameDeskPerson.as_view(), name="need-person"),
    path(
        "needs/<uuid:referral_id>/household/<uuid:household_id>/",
        referral_need.link,
        name="need-household",
    ),
    path("oversight/", referral_oversight.oversight, name="oversight"),
    path("answer/<str:token>/", link.link, name="link"),
    path("answer/<str:token>/code/", link.code, name="link-code"),
    path("answer/<str:token>/<slug:verb>/", link.answer, name="link-answer"),
]
