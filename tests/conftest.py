"""Nothing of whoever runs the tests has a say in them: no test sees what they settled for themselves."""

import os

from support import NO_CONFIG

os.environ["XDG_CONFIG_HOME"] = NO_CONFIG
os.environ.pop("SEGURCTL_DOSSIERS", None)
