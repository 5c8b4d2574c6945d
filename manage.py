#!/usr/bin/env python
"""Django's commands: ``python manage.py migrate``, ``makemessages``, ``createsuperuser`` …"""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
    execute_from_command_line(sys.argv)
