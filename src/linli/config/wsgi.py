"""What Granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
application = get_wsgi_application()

# What was made so far stays for good: the collector need not look at it again at every turn.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
