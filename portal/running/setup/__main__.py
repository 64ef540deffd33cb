from __future__ import annotations

import errno
import fcntl
import os
import sys

from .debian import apt, install, missing_packages
from .front import set_up_front_end
from .machine import ROOT, Trouble, no_room
from .python import check_python, set_up_python


def set_up(*, tests: bool, smoke: bool) -> None:
    check_python(sys.version_info[:2])
    packages = missing_packages(tests=tests)
    if packages:
        install(packages, apt_get=apt())
    set_up_python(tests=tests or smoke)
    set_up_front_end()


def main(arguments: list[str]) -> int:
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # of two makes at once the second waits for the first
    try:
        set_up(tests="tests" in arguments, smoke="smoke" in arguments)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
    except OSError as fault:
        unwritable = f"{fault.strerror}: {fault.filename}. Make it writable for this account and run make again."
        print(f"\n{no_room(ROOT) if fault.errno == errno.ENOSPC else unwritable}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped. Run make again to go on.", file=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
