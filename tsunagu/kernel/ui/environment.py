"""The template environment: what every page may use without being handed it."""

import json
from functools import lru_cache
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.backends.jinja2 import Jinja2 as DjangoJinja2
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from tsunagu.kernel.municipality.languages import tag_of
from tsunagu.kernel.ui import filters

ICONS = "ui/icons.svg"


class Jinja2(DjangoJinja2):
    """Django's Jinja2 backend, looking where our apps keep their templates."""

    app_dirname = "templates"


def environment(**options: Any) -> Environment:
    """Build the environment that `TEMPLATES` names."""
    env = Environment(  # noqa: S701  # Django passes autoescape=True in the options
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.globals.update(
        url=url,
        static=staticfiles_storage.url,
        icon=icon,
        page_tag=lambda: tag_of(translation.get_language()),
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.filters.update(filters.FILTERS)
    env.policies["json.dumps_function"] = json.dumps
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page of this town, in the language of this page."""
    return reverse(name, args=args, kwargs=kwargs)


# A page of results has eighty of them, and a process one sprite.
@lru_cache(maxsize=1024, typed=True)
def icon(name: str, label: str | None = None, css: str = "icon") -> Markup:
    """A line icon from the sprite; without a label it is decoration and hidden from screen readers."""
    role = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="{}" {} focusable="false"><use href="{}#{}"></use></svg>').format(
        css, role, staticfiles_storage.url(ICONS), name
    )
