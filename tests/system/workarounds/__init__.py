"""Runs in the emulator's environment: asks LocalEmu's own functions which of its bugs are still there.

`python -m tests.system.workarounds [mended]` prints a JSON object, for each bug whether it is there; `mended` installs
the workarounds first. Each module is named like what it is about, and each function like the bug that it looks for.
"""
