"""Addresses of the community for those who moderate."""

from django.urls import path

from tsunagu.community.views import moderation

app_name = "community"
urlpatterns = [
    path("", moderation.queue, name="queue"),
    path("posts/<uuid:post_id>/", moderation.post, name="post"),
    path("posts/<uuid:post_id>/approve/", moderation.approve, name="post-approve"),
    path("posts/<uuid:post_id>/decline/", moderation.decline, name="post-decline"),
    path("posts/<uuid:post_id>/remove/", moderation.remove, name="post-remove"),
    path("posts/<uuid:post_id>/keep/", moderation.keep, name="post-keep"),
    path("posts/<uuid:post_id>/appeal/", moderation.decide_appeal, name="appeal-decide"),
]
