"""The pyWATS side of VteBridge: sends WSJF reports from a queue folder to WATS and proves that they arrived.

Importing this package, its queue and its command line never needs pyWATS. Only ``submit.py`` imports it, and only when something
is really sent or asked. The queue folder is the offline buffer: if anything is missing or down, reports wait in it under one of
four names (see ``folder.py``) and none is lost.
"""

__version__ = "0.1.0"
