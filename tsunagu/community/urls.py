"""Addresses of the community for those who moderate."""

from django.urls import path

from tsunagu.community.views import letters, moderation

app_name = "community"
urlpatterns = [
    path("", moderation.queue, name="queue"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<uuid:inquiry_id>/", letters.letter, name="letter"),
    path("letters/<uuid:inquiry_id>/end/", letters.end, name="letter-end"),
    path("letters/door/<uuid:organisation_id>/", letters.door, name="circle-door"),
    path("answer/<str:circle_token>/", letters.letter_link, name="letter-link"),
    path("posts/<uuid:post_id>/", moderation.post, name="post"),
    path("posts/<uuid:post_id>/approve/", moderation.approve, name="post-approve"),
    path("posts/<uuid:post_id>/decline/", moderation.decline, name="post-decline"),
    path("posts/<uuid:post_id>/remove/", moderation.remove, name="post-remove"),
    path("posts/<uuid:post_id>/keep/", moderation.keep, name="post-keep"),
    path("posts/<uuid:post_id>/appeal/", moderation.decide_appeal, name="appeal-decide"),
]
