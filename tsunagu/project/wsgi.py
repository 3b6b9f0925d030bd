"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagu.project.settings")
application = get_wsgi_application()

# What is loaded by now stays for good: looking through it for cycles again and again was a tenth of what a
# page that nobody asked before costs.
gc.freeze()
