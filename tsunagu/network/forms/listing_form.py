"""The words of a listing, as its organisation types them."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.choices import Cost, Scheme, ServiceStatus
from tsunagu.directory.models import Location, Organisation, Service
from tsunagu.kernel.japanese.kana import hira_to_kata
from tsunagu.kernel.japanese.phone import BadPhoneNumber, read_phone
from tsunagu.kernel.japanese.postal import read_postal_code
from tsunagu.kernel.ui.typed import read_or_refuse
from tsunagu.network.forms.seen import SeenForm
from tsunagu.network.queries.sorting import Choice, districts_to_choose, places_to_choose, terms_to_choose
from tsunagu.network.queries.values import TERM_FIELDS

MOST_MONTHS = 130 * 12
# As long as the column behind it.
MOST_LETTERS_OF_A_LINE = 80


def _text(model: type, name: str, label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    """A line as long as the column behind it."""
    longest = model._meta.get_field(name).max_length
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=required)


def _paragraphs(label: Any, hint: Any = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=4000, widget=widget)


def _months(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, required=False, min_value=0, max_value=MOST_MONTHS)


class Picked(forms.MultipleChoiceField):
    """Several of a list; whatever the order of the ticks, the same choice is the same value."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        ticked = set(super().clean(value))
        return [key for key, _label in self.choices if key in ticked]


class _Reached(SeenForm):
    """What both kinds of listing have."""

    def clean_name_kana(self) -> str:
        return hira_to_kata(self.cleaned_data["name_kana"])

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        if not typed or typed == self.initial.get("phone"):
            return typed
        try:
            return read_phone(typed).display
        except BadPhoneNumber:
            raise forms.ValidationError(_("電話番号の数字を、もう一度見てください。")) from None


class ServiceForm(_Reached):
    """Everything of a service but its hours, which have an editor of their own."""

    name = _text(Service, "name", _("名称"), required=True)
    name_kana = _text(Service, "name_kana", _("名称（フリガナ）"), required=True)
    name_en = _text(Service, "name_en", _("名称（英語）"))
    status = forms.ChoiceField(label=_("状態"), choices=ServiceStatus.choices)
    summary = _text(Service, "summary", _("ひとこと"), _("カードに出る一文です。"))
    summary_easy = _text(
        Service,
        "summary_easy",
        _("ひとこと（やさしい日本語）"),
        _("短い文で。例：子どもと あそぶ ところです。"),
    )
    summary_en = _text(Service, "summary_en", _("ひとこと（英語）"))
    description = _paragraphs(_("説明"), rows=6)
    how_to_use = _paragraphs(_("使い方"), _("申し込みが要るか、持っていくもの、初めての日のこと。"))
    minimum_age_months = _months(_("月齢から"), _("2歳からなら24。決まっていなければ空けておきます。"))
    maximum_age_months = _months(_("月齢まで"), _("3歳になるまでなら35。"))
    age_text = _text(Service, "age_text", _("対象の言い方"), _("例：就学前の子と家族"))
    cost = forms.ChoiceField(label=_("費用"), choices=Cost.choices, widget=forms.RadioSelect)
    cost_text = _text(Service, "cost_text", _("費用の言い方"), _("例：1回300円"))
    kind = forms.ChoiceField(label=_("種類"), required=False)
    needs = Picked(label=_("困りごと"), help_text=_("どんなときに役に立つか。"), required=False)
    situations = Picked(label=_("状況"), required=False)
    stages = Picked(label=_("時期"), required=False)
    ways_in = Picked(label=_("利用のしかた"), required=False)
    areas = Picked(
        label=_("対象の地区"),
        help_text=_("町のどこに住んでいても使えるときは、空けておきます。"),
        required=False,
    )
    places = Picked(label=_("場所"), required=False)
    another_place = forms.ChoiceField(
        label=_("ほかの場所を足す"),
        help_text=_("ここにもない場所は、「わたしたちの情報」の「場所を足す」で足せます。"),
        required=False,
    )
    place_text = _text(
        Service, "place_text", _("場所の言い方"), _("上にない場所や、日によって変わるときに書きます。")
    )
    phone = forms.CharField(
        label=_("電話番号"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    contact_role = forms.CharField(
        label=_("担当者の役割"), help_text=_("例：保育士。名前は出ません。"), required=False, max_length=60
    )
    contact_hours = forms.CharField(label=_("担当者がいる日・時間"), required=False, max_length=120)
    url = forms.URLField(label=_("ウェブサイト"), required=False, max_length=300, assume_scheme="https")
    email = forms.EmailField(label=_("公開のメールアドレス"), required=False)

    SECTIONS = (
        (_("名前と説明"), ("name", "name_kana", "name_en", "status", "summary", "description")),
        (_("ほかの言葉で"), ("summary_easy", "summary_en")),
        (
            _("対象"),
            ("minimum_age_months", "maximum_age_months", "age_text", "stages", "situations", "areas"),
        ),
        (_("さがすときの言葉"), ("kind", "needs")),
        (_("費用"), ("cost", "cost_text")),
        (_("場所と使い方"), ("places", "another_place", "place_text", "ways_in", "how_to_use")),
        (_("連絡先"), ("phone", "contact_role", "contact_hours", "url", "email")),
    )

    def __init__(self, data: Any = None, *, organisation_id: UUID, **kwargs: Any) -> None:
        """`organisation_id`: whose service it is; the places that it uses stand first."""
        super().__init__(data, **kwargs)
        terms = terms_to_choose(Scheme.KIND, *TERM_FIELDS.values())
        near, others = places_to_choose(organisation_id=organisation_id, also=self.initial["places"])
        choices: dict[str, list[Choice]] = {
            "kind": [("", str(_("選んでいない"))), *terms[Scheme.KIND]],
            **{name: terms[scheme] for name, scheme in TERM_FIELDS.items()},
            "areas": districts_to_choose(),
            "places": near,
            "another_place": [("", str(_("足さない"))), *others],
        }
        for name, each in choices.items():
            self.fields[name].choices = each  # type: ignore[attr-defined]

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(name for name in super().names() if name != "another_place")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if more := cleaned.get("another_place"):
            cleaned["places"] = [*cleaned.get("places", []), more]
        first, last = cleaned.get("minimum_age_months"), cleaned.get("maximum_age_months")
        if first is not None and last is not None and first > last:
            self.add_error("maximum_age_months", _("「月齢から」より小さい数になっています。"))
        if cleaned.get("contact_hours") and not cleaned.get("contact_role"):
            self.add_error("contact_role", _("だれがいる日・時間かを書いてください。"))
        return cleaned


class NewServiceForm(ServiceForm):
    """A service that the register does not know yet; its hours get their editor once it is there."""

    # It runs, or it would not be entered.
    status = None  # type: ignore[assignment]
    opening_text = _text(
        Service, "opening_text", _("開いている日と時間"), _("例：火曜と土曜、10時から12時。祝日は休み")
    )

    SECTIONS = (
        (_("名前と説明"), ("name", "name_kana", "name_en", "summary", "description")),
        (_("開いているとき"), ("opening_text",)),
        *ServiceForm.SECTIONS[1:],
    )


class OrganisationForm(_Reached):
    """An organisation's own profile."""

    name = _text(Organisation, "name", _("名称"), required=True)
    name_kana = _text(Organisation, "name_kana", _("名称（フリガナ）"), required=True)
    name_en = _text(Organisation, "name_en", _("名称（英語）"))
    description = _paragraphs(_("説明"), rows=6)
    phone = forms.CharField(
        label=_("電話番号"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    website = forms.URLField(label=_("ウェブサイト"), required=False, max_length=300, assume_scheme="https")
    email = forms.EmailField(label=_("公開のメールアドレス"), required=False)
    kind = forms.ChoiceField(label=_("種類"), required=False)
    district = forms.ChoiceField(label=_("地区"), required=False)

    SECTIONS = (
        (_("名前と説明"), ("name", "name_kana", "name_en", "kind", "district", "description")),
        (_("連絡先"), ("phone", "website", "email")),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        kinds = terms_to_choose(Scheme.ORGANIZATION_KIND)[Scheme.ORGANIZATION_KIND]
        nothing = ("", str(_("選んでいない")))
        self.fields["kind"].choices = [nothing, *kinds]  # type: ignore[attr-defined]
        self.fields["district"].choices = [nothing, *districts_to_choose()]  # type: ignore[attr-defined]


class NewPlaceForm(_Reached):
    """A place that the register does not know yet; the desk puts it on the map."""

    name = _text(Location, "name", _("名称"), required=True)
    name_kana = _text(Location, "name_kana", _("名称（フリガナ）"), required=True)
    name_en = _text(Location, "name_en", _("名称（英語）"))
    district = forms.ChoiceField(label=_("地区"), required=False)
    postal_code = forms.CharField(
        label=_("郵便番号"), help_text=_("例：943-0000"), required=False, max_length=12
    )
    city = _text(Location, "city", _("市町村"))
    address_1 = _text(Location, "address_1", _("町名・番地"), required=True)
    address_2 = _text(Location, "address_2", _("建物・階"))
    transportation = _text(Location, "transportation", _("行きかた"), _("例：駅から歩いて5分。駐車場10台"))
    accessibility = forms.CharField(
        label=_("設備・バリアフリー"),
        help_text=_("一行に一つ。例：授乳室"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = forms.CharField(
        label=_("この場所の電話番号"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    SECTIONS = (
        (_("名前"), ("name", "name_kana", "name_en")),
        (_("所在地"), ("district", "postal_code", "city", "address_1", "address_2")),
        (_("行きかたと設備"), ("transportation", "accessibility", "phone")),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["district"].choices = [("", str(_("選んでいない"))), *districts_to_choose()]  # type: ignore[attr-defined]

    def shown(self, values: dict[str, Any]) -> dict[str, Any]:
        return {**values, "accessibility": "\n".join(values["accessibility"])}

    def clean_postal_code(self) -> str:
        typed = self.cleaned_data["postal_code"]
        return read_or_refuse(read_postal_code, typed) if typed else ""

    def clean_accessibility(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["accessibility"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > MOST_LETTERS_OF_A_LINE for line in found):
            raise forms.ValidationError(_("一行は80字までにしてください。"))
        return found


class SmallChangeForm(_Reached):
    """What changed, in the fields that change most, or simply in words: for whoever answers a letter."""

    opening_text = _text(
        Service, "opening_text", _("開いている日と時間"), _("例：火曜と土曜、10時から12時。祝日は休み")
    )
    place_text = _text(Service, "place_text", _("場所の言い方"))
    cost_text = _text(Service, "cost_text", _("費用の言い方"), _("例：1回300円"))
    how_to_use = _paragraphs(_("使い方"))
    phone = forms.CharField(
        label=_("電話番号"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    note = forms.CharField(
        label=_("そのほか、変わったこと"),
        help_text=_("言葉で書いてください。窓口が名簿に書きうつします。"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name_of_author = forms.CharField(label=_("あなたの名前"), required=False, max_length=60)
