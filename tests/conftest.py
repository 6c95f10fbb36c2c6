"""Nothing of whoever runs the tests has a say in them: no test sees what they settled for themselves."""

import os
import signal

from support import NO_CONFIG

# A shell that runs us in the background has us ignore Ctrl-C, and so would every command that we run.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["XDG_CONFIG_HOME"] = NO_CONFIG
os.environ.pop("SEGURCTL_DOSSIERS", None)
