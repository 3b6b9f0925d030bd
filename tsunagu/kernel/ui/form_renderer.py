"""Forms are drawn with our own field component, by the same engine as the pages around them."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Find Django's own widget templates through the engines of `TEMPLATES`."""

    field_template_name = "ui/bound_field.html"
