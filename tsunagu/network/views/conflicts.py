"""Two people at one listing: the second is shown what the first wrote, beside the field, and decides."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.municipality.acting import moment
from tsunagu.network.forms.seen import SeenForm
from tsunagu.network.presenters.changes import LABELS, author, value_words
from tsunagu.network.queries.changes import waiting_on_the_same
from tsunagu.network.queries.merging import ground_after, merged
from tsunagu.network.queries.sorting import names_of
from tsunagu.network.queries.terms import today_of
from tsunagu.network.queries.values import Values, ids_in

# In what a form has seen: the changes of others that its author was shown while they wait.
_SHOWN = "changes_of_others"


def is_shown_what_others_wrote(form: SeenForm, now: Values) -> bool:
    """Whether the same fields read otherwise by now than when the form was opened; it says so then."""
    conflicts = merged(before=form.before, changes=form.changes, now=now).conflicts
    if not conflicts:
        return False
    ground = ground_after(before=form.before, changes=form.changes, now=now)
    words = _(
        "ほかの人が先に直しました。いまの内容：「%(now)s」。ここに書いた内容でよければ、もう一度押してください。"
    )
    for name in conflicts:
        _say(form, name, words, {"now": _words(name, now)})
    form.look_again(ground)
    return True


def is_shown_what_others_sent(request: HttpRequest, form: SeenForm, record: Service | Organisation) -> bool:
    """Whether a colleague of theirs sent other words for these fields, and the desk has not read them."""
    is_service = isinstance(record, Service)
    others = waiting_on_the_same(
        form.changes,
        organisation_id=record.organisation_id if is_service else record.id,
        service_id=record.id if is_service else None,
        by=request.holder.user.id,
    )
    shown = form.before.get(_SHOWN, [])
    new = [one for one in others if str(one.id) not in shown]
    if not new:
        return False
    words = _(
        "%(who)sが先に送った変更が、窓口の確認を待っています：「%(value)s」。ここに書いた内容でよければ、もう一度押してください。"
    )
    before, changes = form.before, form.changes
    for one in new:
        for name in one.changes.keys() & changes.keys():
            _say(form, name, words, {"who": author(one), "value": _words(name, one.changes)})
    form.look_again({**before, _SHOWN: [*shown, *(str(one.id) for one in new)]})
    return True


def _words(name: str, values: Values) -> str:
    names = names_of(ids_in(values))
    return value_words(name, values.get(name), today=today_of(moment()), names=names) or _(
        "何も書かれていない"
    )


def _say(form: SeenForm, name: str, words: str, given: dict[str, Any]) -> None:
    if name in form.fields:
        form.add_error(name, words % given)
    else:
        # The hours are one value of many controls.
        form.add_error(None, f"{LABELS[name]}：{words % given}")
