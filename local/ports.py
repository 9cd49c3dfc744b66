"""Ports of this machine."""

import errno
import socket

from local.errors import LocalRunError

LOOPBACK = {"127.0.0.1": socket.AF_INET, "::1": socket.AF_INET6}
WITHOUT_IPV6 = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def require_free(port: int, variable: str) -> None:
    """Raise LocalRunError, naming the variable that changes the port, if something listens on it."""
    for address, family in LOOPBACK.items():
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                # It is free as soon as its last owner has closed it.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError as error:
            if error.errno in WITHOUT_IPV6 and family == socket.AF_INET6:
                continue
            raise LocalRunError(
                f"port {port} is not available ({error.strerror}): stop what uses it, or set {variable} to another port"
            ) from error
