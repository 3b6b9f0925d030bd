"""Addresses of the staff's front house."""

from django.urls import path

from tsunagu.workspace.views import accounts, components, directory, home, journals, synonyms

app_name = "workspace"
urlpatterns = [
    path("", home.home, name="home"),
    path("components/", components.gallery, name="components"),
    path("directory/", directory.directory, name="directory"),
    path("synonyms/", synonyms.synonyms, name="synonyms"),
    path("synonyms/new/", synonyms.new_synonym, name="synonym-new"),
    path("synonyms/<uuid:group_id>/", synonyms.synonym, name="synonym"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.new_account, name="account-new"),
    path("accounts/<uuid:posting_id>/", accounts.account, name="account"),
    path("accounts/<uuid:posting_id>/end/", accounts.end, name="account-end"),
    path("accounts/<uuid:posting_id>/close/", accounts.close, name="account-close"),
    path("outbox/", journals.outbox, name="outbox"),
    path("outbox/<uuid:letter_id>/", journals.letter, name="letter"),
    path("journal/", journals.journal, name="journal"),
]
