"""Letters of the network: they say that something waits, and where to read it."""

from datetime import datetime

from django.utils.translation import gettext, override

from tsunagu.kernel.notify.addresses import page_address
from tsunagu.kernel.notify.letters import write_letter
from tsunagu.kernel.ui.filters import day
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name
from tsunagu.network.actions.links import make_link
from tsunagu.network.choices import Rung
from tsunagu.network.models import ConfirmationRequest, ErrorReport, ListingChange, RenewalRound
from tsunagu.network.queries.owners import addresses_of

_SIGNED = "つなぐ（子育て支援ネットワーク）"
_SUBJECTS = {
    Rung.ASKED: "掲載している情報の確認をお願いします",
    Rung.REMINDED: "【再送】掲載している情報の確認をお願いします",
    Rung.REMINDED_AGAIN: "【再々送】掲載している情報の確認をお願いします",
}
_ASKING = (
    "子育て支援の名簿に載っている、そちらの情報が今も正しいかどうかを教えてください。\n"
    "次のページで、一つずつ「まだ正しい」「変わった」「やめた」を選ぶだけです。アカウントは要りません。"
)
_RENEWAL = (
    "「{name}」のため、ガイドブックに載せる情報をすべて確かめています。\n"
    "{deadline}までにお答えください。お答えのないものは、確かめていないものとして扱います。"
)
_DECIDED = {
    "approved": ("お送りいただいた変更を公開しました", "お送りいただいた変更が、公開のページに載りました。"),
    "declined": (
        "お送りいただいた変更について",
        "お送りいただいた変更は、今回は載せませんでした。理由は次のページでご覧ください。",
    ),
}


def ask_by_letter(*, request: ConfirmationRequest, at: datetime, renewal: RenewalRound | None = None) -> int:
    """Write to everybody who may answer, each with a link of their own; how many there were.

    `renewal`: the letter says for which round, and until when.
    """
    if renewal is None:
        subject, asking = _SUBJECTS[Rung(request.rung)], _ASKING
    else:
        subject = f"【{renewal.name}】掲載している情報の確認をお願いします"
        asking = f"{_RENEWAL.format(name=renewal.name, deadline=day(renewal.deadline))}\n\n{_ASKING}"
    with in_the_towns_name(at=at):
        addresses = addresses_of(request.organisation_id, at=at)
        for address in addresses:
            link = make_link(request=request, sent_to=address, at=at)
            write_letter(
                to=address,
                subject=subject,
                body="\n\n".join((asking, link, _SIGNED)),
                kind=f"confirmation.{'renewal' if renewal else request.rung}",
                at=at,
                about_id=request.id,
            )
    return len(addresses)


def tell_author(*, change: ListingChange, at: datetime) -> None:
    """Let the author know that the desk has decided."""
    with in_the_towns_name(at=at):
        for address, page in _readers(change, at):
            subject, line = _DECIDED[change.status]
            write_letter(
                to=address,
                subject=subject,
                body="\n\n".join((line, page, _SIGNED)),
                kind=f"change.{change.status}",
                at=at,
                about_id=change.id,
            )


def answer_reporter(*, report: ErrorReport, at: datetime) -> bool:
    """Answer the reader who reported, in the language of their page; False: they wanted no answer."""
    if not report.email:
        return False
    with override(report.language):
        subject = gettext("お知らせいただいた情報について")
        line = gettext("まちがいを知らせてくださり、ありがとうございました。窓口からのお返事です。")
    write_letter(
        to=report.email,
        subject=subject,
        body="\n\n".join((line, f"「{report.subject_name}」", report.answer, _SIGNED)),
        kind="report.answered",
        at=at,
        about_id=report.id,
    )
    return True


def _readers(change: ListingChange, at: datetime) -> list[tuple[str, str]]:
    """Whoever sent it, with a page that they can open; without an account, by a fresh link."""
    if change.sent_by is not None:
        return [(change.sent_by.email, page_address("network:change", change.id))]
    item = change.confirmation_items.select_related("request").first()
    if item is None:
        return []
    addresses = addresses_of(change.organisation_id, at=at)
    return [(each, make_link(request=item.request, sent_to=each, at=at)) for each in addresses]
