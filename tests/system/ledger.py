"""A payment provider with a ledger on disk, which stands behind the shop's one seam in tests alone.

What is below the line goes behind `handlers/payment_gateway.py` in the archive of a copy of ProcessPayment.
LEDGER: its folder. FAULTS: what goes wrong, such as `charge:raise stands:hang`.
"""
# ---

import json
import os
import time
from pathlib import Path
from typing import Any

_SECONDS_TOO_LONG = 20


class Ledger:
    """A file for each order. A void is booked even before a charge, which then is declined."""

    def __init__(self, folder: str, faults: str) -> None:
        self._folder = Path(folder)
        self._faults = dict(fault.split(":") for fault in faults.split())

    def charge(self, charge: Any) -> bool:
        self._fail("before")
        booked = self._book(
            charge.order_id, "charged" if charge.card.number == "1111111111111111" else "declined"
        )
        self._fail("charge")
        return booked == "charged"

    def stands(self, order_id: str) -> bool:
        self._fail("stands")
        return self._read(order_id) == "charged"

    def void(self, order_id: str) -> None:
        self._fail("void")
        self._book(order_id, "voided", again=True)

    def _book(self, order_id: str, what: str, again: bool = False) -> str:
        """Book what happens to an order, if nothing has yet; return what is booked."""
        with (self._folder / f"{order_id}.log").open("a") as log:
            log.write(f"{what}\n")
        if again or self._read(order_id) is None:
            (self._folder / order_id).write_text(json.dumps(what))
        return str(self._read(order_id))

    def _read(self, order_id: str) -> str | None:
        path = self._folder / order_id
        return json.loads(path.read_text()) if path.exists() else None

    def _fail(self, where: str) -> None:
        match self._faults.get(where):
            case "raise":
                raise ConnectionResetError("the provider's answer got lost")
            case "hang":
                time.sleep(_SECONDS_TOO_LONG)
            case "crash":
                os._exit(1)
            case _:
                pass


GATEWAY = Ledger(os.environ.get("LEDGER", ""), os.environ.get("FAULTS", ""))
