"""How a command ends where its user stops it, or stops reading what it prints: without a traceback."""

from __future__ import annotations

import os
import sys

INTERRUPTED, UNREAD = 130, 1  # exit codes


def run_command(main):
    """Call `main`, a program's; leave with INTERRUPTED or UNREAD where it is not let to end."""
    try:
        main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # what is left in the buffer goes nowhere, or Python complains when it leaves
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(UNREAD)
