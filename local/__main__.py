"""`python -m local`: this file parses on every Python 3, to tell an old one what is needed in one line."""

import sys

from local import machine


def main():
    complaint = machine.complaint()
    if complaint:
        print(complaint, file=sys.stderr)
        return 1
    from local import command  # noqa: PLC0415 newer syntax than an old Python can parse

    return command.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
