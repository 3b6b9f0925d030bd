"""The outbox and the read journal."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.filters import moment
from tsunagu.workspace.queries.journals import letter_by_id, newest_letters, newest_reads


@needs(Permission.OUTBOX_VIEW)
def outbox(request: HttpRequest) -> HttpResponse:
    """Letters that left, or that wait."""
    columns = [{"label": _("件名")}, {"label": _("宛先")}, {"label": _("作成")}, {"label": _("状態")}]
    rows = [
        [
            {"text": letter.subject, "url": reverse("workspace:letter", args=[letter.id])},
            letter.to,
            moment(letter.written_at),
            letter.get_state_display(),
        ]
        for letter in newest_letters()
    ]
    return render(request, "workspace/outbox.html", {"columns": columns, "rows": rows})


@needs(Permission.OUTBOX_VIEW)
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """One letter as its receiver reads it."""
    found = letter_by_id(letter_id)
    if found is None:
        raise Http404
    facts = [
        {"label": _("宛先"), "value": found.to},
        {"label": _("作成"), "value": moment(found.written_at)},
        {"label": _("状態"), "value": found.get_state_display()},
    ]
    return render(request, "workspace/letter.html", {"letter": found, "facts": facts})


@needs(Permission.JOURNAL_VIEW)
def journal(request: HttpRequest) -> HttpResponse:
    """Who opened whose record."""
    columns = [
        {"label": _("日時")},
        {"label": _("見た人")},
        {"label": _("画面")},
        {"label": _("記録の数"), "number": True},
    ]
    rows = [[moment(entry.at), name, entry.screen, len(entry.record_ids)] for entry, name in newest_reads()]
    return render(request, "workspace/journal.html", {"columns": columns, "rows": rows})
