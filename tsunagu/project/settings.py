"""Settings, all from the environment; `docs/reference/settings.md` lists them."""

import os
from pathlib import Path

from tsunagu.editorial.choices import WORK_PATH
from tsunagu.kernel.database.address import Address, Role, django_settings, var_directory
from tsunagu.kernel.municipality import languages
from tsunagu.kernel.ui.template_folders import template_folders
from tsunagu.kernel.ui.tile_source import tile_origins

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent
VAR = var_directory(os.environ.get("TSUNAGU_VAR"), ROOT)

DEMO = os.environ.get("TSUNAGU_DEMO") == "1"
DEBUG = os.environ.get("TSUNAGU_DEBUG") == "1"
SECRET_KEY = os.environ["TSUNAGU_SECRET_KEY"]
# Where letters point to for a town without a host name of its own.
SITE_URL = os.environ.get("TSUNAGU_SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
ALLOWED_HOSTS = os.environ.get("TSUNAGU_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SECURE = os.environ.get("TSUNAGU_HTTPS", "0" if DEMO or DEBUG else "1") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "js_lib_leaflet",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    # Wagtail, without its sites, redirects, forms, snippets and embeds: what an editor of a town uses.
    "taggit",
    "modelcluster",
    "treebeard",
    "wagtail",
    "wagtail.images",
    "wagtail.documents",
    "tsunagu.editorial.apps.UsersWithoutScreens",
    "tsunagu.editorial.apps.AdminWithoutLetters",
    "tsunagu.kernel",
    "tsunagu.families",
    "tsunagu.directory",
    "tsunagu.network",
    "tsunagu.community",
    "tsunagu.editorial.apps.EditorialConfig",
    "tsunagu.desk",
    "tsunagu.outreach",
    "tsunagu.insight",
    "tsunagu.workspace",
    "tsunagu.portal",
    "tsunagu.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tsunagu.kernel.ui.content_policy.ContentPolicyMiddleware",
    "tsunagu.kernel.municipality.middleware.TownMiddleware",
    # Whoever asks for a page that is the same for everybody gets it here; nothing below could change it.
    "tsunagu.kernel.ui.kept_pages.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tsunagu.kernel.municipality.middleware.ActingMiddleware",
    "tsunagu.kernel.permissions.middleware.AccessMiddleware",
]

ROOT_URLCONF = "tsunagu.project.urls"
# Wagtail's screens load with the first editor who comes, not with every process.
URLCONFS_OF_PATHS = {WORK_PATH: "tsunagu.project.urls_editorial"}
TOWNLESS_URLCONF = "tsunagu.project.urls_townless"
# Asked of the process itself, on any host name: no town is looked up, so no database is needed to answer.
TOWNLESS_PATHS = {"/healthz", "/readyz"}
WSGI_APPLICATION = "tsunagu.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "tsunagu.kernel.ui.environment.Jinja2",
        "DIRS": template_folders(PACKAGE),
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "tsunagu.kernel.ui.environment.environment",
            "context_processors": [
                "tsunagu.kernel.ui.context.page",
                "tsunagu.workspace.presenters.navigation.navigation",
            ],
        },
    },
    {
        # Only what libraries bring: the accounts pages, dressed in our layout, and the editors' screens.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            PACKAGE / "kernel" / "accounts" / "library_templates",
            PACKAGE / "editorial" / "library_templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tsunagu.workspace.presenters.navigation.demo_door",
            ]
        },
    },
]
FORM_RENDERER = "tsunagu.kernel.ui.form_renderer.FormRenderer"

_owner_url = os.environ["DATABASE_URL"]
_app_url = os.environ.get("DATABASE_APP_URL", _owner_url)
DATABASE_ROLE = Role(os.environ.get("TSUNAGU_DATABASE_ROLE", Role.APPLICATION))
DATABASES = {
    "default": django_settings(
        Address.from_url(_owner_url if DATABASE_ROLE is Role.OWNER else _app_url),
        role=DATABASE_ROLE,
        steps_down=_app_url == _owner_url,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # What all processes must agree on: failed sign-ins, used one-time codes.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_shared_cache"},
}

AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "tsunagu.editorial.rules.PostingsBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:home"
ACCOUNT_ADAPTER = "tsunagu.kernel.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "tsunagu.kernel.accounts.second_factor.SecondFactorAdapter"
# An account's address is the administrator's word, not the visitor's: there is nothing left to verify.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 24 * 3600
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "つなぐ"
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = "ja"
LANGUAGES = [(one.code, one.name) for one in languages.LANGUAGES]
# Wagtail's strings that Wagtail does not say in Japanese; apart from our own catalogue.
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "editorial" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    # Photos: any storage of Django's takes its place; nothing else knows where the files lie.
    "media": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "media"},
    },
    "staticfiles": {
        "BACKEND": "tsunagu.kernel.ui.static_files.Storage",
    },
}
STATICFILES_DIRS = [("ui", PACKAGE / "kernel" / "ui" / "static" / "ui")]
WHITENOISE_MAX_AGE = 60

SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
# The names of ui/notice.html's kinds.
MESSAGE_TAGS = {10: "info", 20: "info", 25: "success", 30: "warning", 40: "danger"}
CSRF_FAILURE_VIEW = "tsunagu.portal.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
BEHIND_PROXY = os.environ.get("TSUNAGU_BEHIND_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Failed sign-ins are counted per address: behind a proxy that is the visitor's, not the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
# Map pictures from elsewhere: none by default, the map draws its own ground.
# After so many days, what was said to be free says nothing of today.
VACANCY_DAYS = int(os.environ.get("TSUNAGU_VACANCY_DAYS", "45"))
MAP_TILES = os.environ.get("TSUNAGU_MAP_TILES", "")
MAP_ATTRIBUTION = os.environ.get("TSUNAGU_MAP_ATTRIBUTION", "")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *tile_origins(MAP_TILES)],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# The editors' screens alone: their editor sets styles as it goes, shows drafts in a frame and pictures from
# memory. Scripts stay files of ours there too. The first path that fits decides; no view can change it.
CONTENT_SECURITY_POLICIES_OF_PATHS = {
    rf"{WORK_PATH}(pages/.*|workflows/.*)/(preview|view_draft|preview_on_edit|preview_on_add)/.*": {
        "frame-ancestors": ["'self'"],
    },
    WORK_PATH: {
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "frame-src": ["'self'"],
    },
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("TSUNAGU_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("TSUNAGU_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TSUNAGU_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TSUNAGU_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TSUNAGU_SMTP_TLS") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("TSUNAGU_MAIL_FROM", "tsunagu@localhost")

# Notices: below so many receivers a segment is too small to be written to, or to be counted aloud.
OUTREACH_LEAST = int(os.environ.get("TSUNAGU_OUTREACH_LEAST", "10"))
OUTREACH_PER_MINUTE = int(os.environ.get("TSUNAGU_OUTREACH_PER_MINUTE", "120"))
# The browsers' push services. A receiver names one of them; nothing else is ever called.
PUSH_SERVICES = os.environ.get(
    "TSUNAGU_PUSH_SERVICES",
    "https://fcm.googleapis.com,https://updates.push.services.mozilla.com,https://*.push.apple.com,"
    "https://*.notify.windows.com",
).split(",")
# Neighbours' registers are read from the open internet, from this installation's own address, and from these.
NEIGHBOUR_ORIGINS = [
    each.strip().rstrip("/")
    for each in (SITE_URL, *os.environ.get("TSUNAGU_NEIGHBOUR_ORIGINS", "").split(","))
    if each.strip()
]
OUTREACH_KEEP_DAYS = int(os.environ.get("TSUNAGU_OUTREACH_KEEP_DAYS", "30"))

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["tsunagu.kernel.notify.jobs"]
PGTRIGGER_MIGRATIONS = True
# The migrations of libraries stay theirs; ours are checked linear by a test.
SILENCED_SYSTEM_CHECKS: list[str] = []

WAGTAIL_SITE_NAME = "つなぐ"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "editorial.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "editorial.Paper"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "csv", "txt"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ja", "日本語")]
WAGTAIL_CONTENT_LANGUAGES = [("ja", "日本語")]
# Plain "contains": Wagtail's index would cut Japanese nowhere and find nothing.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
# Public pages stand above the pages' own app: who draws a draft for its editor.
EDITORIAL_PREVIEW = "tsunagu.portal.views.editorial.preview"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("TSUNAGU_LOG_LEVEL", "WARNING")},
}
