"""What the local run prints of a shop."""

import json
import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from local import shop
from local.options import Options


def test_the_printed_order_is_for_a_dish_of_whatever_menu_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = rsa.generate_private_key(65537, 2048).public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    aws: Any = SimpleNamespace(
        client=lambda _: SimpleNamespace(get_public_key=lambda **_: {"PublicKey": der})
    )
    deployment: Any = SimpleNamespace(outputs={"paymentKeyArn": "arn:key"})
    monkeypatch.setattr(shop, "menu", lambda: {"items": [{"id": "soup", "price": "5.00"}]})
    own = shop.Shop(Options(tmp_path, 8080, 4566), aws, deployment)
    ordered = json.loads(own._write_order(str(uuid.uuid4())).read_text())["input"]
    assert (ordered["items"], ordered["total"]) == ([{"item": "soup", "quantity": 1}], "5.00")
