"""`python -m local`: this file parses on every Python 3, to tell an old one what is needed in one line."""

import sys

NEEDED = (3, 13)


def main():
    if sys.version_info[:2] != NEEDED:
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(
            "goPizza needs Python 3.13, this is " + found + ": install it, then run `python3.13 -m local`",
            file=sys.stderr,
        )
        return 1
    from local import command  # noqa: PLC0415 newer syntax than an old Python can parse

    return command.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
