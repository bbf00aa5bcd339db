import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.web.settings")
application = get_wsgi_application()

# What was loaded stays; looking through it again and again is what makes one page in twenty slow.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
