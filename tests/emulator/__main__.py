"""`python -m tests.emulator`, in the emulator's environment."""

from local.emulator.__main__ import main

if __name__ == "__main__":
    main("tests.emulator.patches")
