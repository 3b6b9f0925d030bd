"""Addresses of the desk: board, consultations, families, first contacts; hand-overs bring their own."""

from django.urls import include, path

from tsunagu.desk.views import (
    consultation_list,
    consultations,
    household_list,
    households,
    intakes,
    recording,
    selections,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("consultations/", consultation_list.consultations, name="consultations"),
    path("consultations.<slug:file_format>", consultation_list.consultations_file, name="consultations-file"),
    path("consultations/new/", recording.RecordConsultation.as_view(), name="consultation-new"),
    path("consultations/new/people/", recording.people, name="consultation-people"),
    path("consultations/new/resources/", recording.resources, name="consultation-resources"),
    path("consultations/<uuid:consultation_id>/", consultations.consultation, name="consultation"),
    path("consultations/<uuid:consultation_id>/correct/", consultations.correct, name="consultation-correct"),
    path("consultations/<uuid:consultation_id>/done/", consultations.done, name="consultation-done"),
    path("households/", household_list.households, name="households"),
    path("households.<slug:file_format>", household_list.households_file, name="households-file"),
    path("households/<uuid:household_id>/", households.household, name="household"),
    path(
        "households/<uuid:household_id>/headline/", households.Headline.as_view(), name="household-headline"
    ),
    path("households/<uuid:household_id>/people/", households.AddPerson.as_view(), name="household-person"),
    path(
        "households/<uuid:household_id>/contact/",
        households.ChangeContactRules.as_view(),
        name="household-contact",
    ),
    path(
        "households/<uuid:household_id>/address/",
        households.RecordAddress.as_view(),
        name="household-address",
    ),
    path(
        "households/<uuid:household_id>/consent/",
        households.RecordConsent.as_view(),
        name="household-consent",
    ),
    path(
        "households/<uuid:household_id>/addresses/<uuid:address_id>/reveal/",
        households.reveal,
        name="hidden-address",
    ),
    path(
        "households/<uuid:household_id>/consents/<uuid:consent_id>/withdraw/",
        households.withdraw,
        name="consent-withdraw",
    ),
    path(
        "households/<uuid:household_id>/selections/end/", selections.end_all, name="household-selections-end"
    ),
    path("selections/", selections.selections, name="selections"),
    path("selections/new/", selections.begin, name="selection-new"),
    path("selections/add/", selections.add, name="selection-add"),
    path("selections/<uuid:selection_id>/", selections.selection, name="selection"),
    path("selections/<uuid:selection_id>/give/", selections.give, name="selection-give"),
    path("selections/<uuid:selection_id>/mail/", selections.mail, name="selection-mail"),
    path("selections/<uuid:selection_id>/sheet/", selections.sheet, name="selection-sheet"),
    path("selections/<uuid:selection_id>/end/", selections.end, name="selection-end"),
    path("intakes/<uuid:intake_id>/", intakes.intake, name="intake"),
    path("intakes/<uuid:intake_id>/take/", intakes.take, name="intake-take"),
    path("intakes/<uuid:intake_id>/answer/", intakes.answer, name="intake-answer"),
    path("", include("tsunagu.desk.urls_referral")),
]
