"""The kernel in C, or None where it could not be built: then everything runs in Python."""

from importlib import import_module
from typing import Any

kernel: Any
try:
    kernel = import_module("schakel.engines.allocation._kernel")
except ImportError:
    kernel = None
