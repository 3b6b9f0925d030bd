"""The public addresses of a town."""

from django.urls import path

from tsunagu.portal.views import about, ask, browse, home, listings, search, status

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("now/", home.open_now, name="now"),
    path("emergency/", home.emergency, name="emergency"),
    path("search/", search.results, name="search"),
    path("search/quiet/", search.quiet, name="search-quiet"),
    path("needs/", browse.needs, name="needs"),
    path("needs/<slug:key>/", browse.need, name="need"),
    path("ages/", browse.ages, name="ages"),
    path("ages/<slug:key>/", browse.age, name="age"),
    path("places/", browse.places, name="places"),
    path("places/<uuid:district_id>/", browse.place, name="place"),
    path("services/<uuid:service_id>/", listings.service, name="service"),
    path("organisations/<uuid:organisation_id>/", listings.organisation, name="organisation"),
    path("ask/", ask.stop, name="ask"),
    path("ask/form/", ask.FirstContact.as_view(), name="ask-form"),
    path("ask/thanks/", ask.thanks, name="ask-thanks"),
    path("ask/status/", status.Status.as_view(), name="ask-status"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/contact/", about.contact, name="contact"),
]
