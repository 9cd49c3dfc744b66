"""A function's process: AWS's runtime client, and an end when the emulator ends.

Run by path, with the handler's name as the only argument. Standard input is a pipe whose other end only the emulator
holds: it closes however the emulator ends.
"""

import os
import sys
import threading

from awslambdaric import __main__ as runtime_client


def _end_with_the_emulator() -> None:
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    sys.path.pop(0)  # this file's folder: the function must see its own code only
    threading.Thread(target=_end_with_the_emulator, daemon=True).start()
    runtime_client.main(sys.argv)
