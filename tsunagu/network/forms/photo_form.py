"""A photo, what it shows in words, and the promise about children."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.models import Service
from tsunagu.kernel.pictures import MOST_BYTES


class PhotoForm(forms.Form):
    """One photo of an organisation."""

    file = forms.FileField(
        label=_("写真"),
        help_text=_("JPEG・PNG・WebP、15MBまで。撮った場所や時刻の記録は、受け取るときに消します。"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("写真を選んでください。")},
    )
    service = forms.ModelChoiceField(
        label=_("何の写真か"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("団体・建物"),
    )
    alt = forms.CharField(
        label=_("何が写っているか"),
        help_text=_("目で見られない人が、写真の代わりに読みます。例：木の床の広い部屋。奥に絵本の棚"),
        max_length=200,
        error_messages={"required": _("写っているものを、言葉で書いてください。")},
    )
    shows_no_child = forms.BooleanField(
        label=_("だれかわかる子どもは、写っていません"),
        error_messages={"required": _("子どもがだれかわかる写真は、載せられません。")},
    )

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        """`services`: those of the organisation."""
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("写真が大きすぎます。15MBまでにしてください。"))
        return file
