# ruff: noqa: S608 - the SQL of policies is made of our own conditions
"""Row security of the tables that Wagtail brings: a town's editors meet their own town's rows and no others.

A page belongs to the town by its place in the tree; everything else by the page, picture or person on which
it hangs.
"""

from tsunagu.editorial.models.conditions import (
    OF_A_PAGE,
    closed,
    editors_only,
    in_branch,
    of_page,
    read_by_all,
    tree,
)
from tsunagu.kernel.database.row_security import USER, Policy, RowSecurity, secure_library_table

_OF_A_PICTURE_OR_PAPER = (
    "EXISTS (SELECT 1 FROM django_content_type AS c WHERE c.id = content_type_id AND"
    " (c.model = 'picture' AND EXISTS (SELECT 1 FROM editorial_picture AS i WHERE i.id::text = object_id)"
    " OR c.model = 'paper' AND EXISTS (SELECT 1 FROM editorial_paper AS f WHERE f.id::text = object_id)))"
)

_WHAT_REFERS = (
    "(EXISTS (SELECT 1 FROM django_content_type AS b WHERE b.id = base_content_type_id AND b.model = 'page')"
    f" AND {OF_A_PAGE} OR {_OF_A_PICTURE_OR_PAPER})"
)

_TABLES = {
    "wagtailcore.Page": tree(public="live"),
    "wagtailcore.Collection": tree(public=in_branch()),
    "wagtailcore.Revision": editors_only(OF_A_PAGE),
    "wagtailcore.WorkflowState": editors_only(OF_A_PAGE),
    "wagtailcore.ReferenceIndex": editors_only(_WHAT_REFERS),
    "wagtailadmin.EditingSession": editors_only(OF_A_PAGE),
    "wagtailcore.ModelLogEntry": editors_only(_OF_A_PICTURE_OR_PAPER),
    "wagtailcore.PageLogEntry": editors_only(of_page("page_id")),
    "wagtailcore.Comment": editors_only(of_page("page_id")),
    "wagtailcore.PageSubscription": editors_only(of_page("page_id")),
    "wagtailcore.WorkflowPage": editors_only(of_page("page_id")),
    "wagtailcore.CommentReply": editors_only(
        "EXISTS (SELECT 1 FROM wagtailcore_comment AS m WHERE m.id = comment_id)"
    ),
    "wagtailcore.TaskState": editors_only(
        "EXISTS (SELECT 1 FROM wagtailcore_workflowstate AS s WHERE s.id = workflow_state_id)"
    ),
    # One review by the desk, the same in every town.
    "wagtailcore.Workflow": read_by_all(),
    "wagtailcore.Task": read_by_all(),
    "wagtailcore.WorkflowTask": read_by_all(),
    "wagtailcore.Locale": read_by_all(),
    # A person's own.
    "wagtailadmin.FormState": RowSecurity((Policy("ones_own", f"user_id = {USER}"),)),
    "wagtailusers.UserProfile": RowSecurity((Policy("ones_own", f"user_id = {USER}"),)),
    "wagtailcore.UploadedFile": RowSecurity((Policy("ones_own", f"uploaded_by_user_id = {USER}"),)),
} | {
    # Rights come from postings, the town from its tree, privacy from publishing; words are not tagged.
    label: closed()
    for label in (
        "wagtailcore.Site",
        "wagtailcore.GroupPagePermission",
        "wagtailcore.GroupCollectionPermission",
        "wagtailcore.GroupSitePermission",
        "wagtailcore.GroupApprovalTask",
        "wagtailcore.GroupApprovalTask_groups",
        "wagtailcore.PageViewRestriction",
        "wagtailcore.PageViewRestriction_groups",
        "wagtailcore.CollectionViewRestriction",
        "wagtailcore.CollectionViewRestriction_groups",
        "wagtailcore.WorkflowContentType",
        "wagtailimages.Image",
        "wagtailimages.Rendition",
        "wagtaildocs.Document",
        "wagtailadmin.Admin",
        "taggit.Tag",
        "taggit.TaggedItem",
    )
}

for _label, _security in _TABLES.items():
    secure_library_table(_label, _security)
