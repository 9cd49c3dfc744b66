"""NotifyUser: the sentences of the shop."""

import pytest

from handlers import notify_user
from handlers.errors import UnexpectedError

SENTENCES = {
    ("CONFIRMED", "pickup"): "Ann, thank you for your order - it will be ready for pickup in 15 minutes",
    ("CONFIRMED", "delivery"): "Ann, thank you for your order - it will be delivered in 15 minutes",
    ("CANCELLED", "pickup"): "Ann, sorry, your payment didn't go through, please try again",
    ("CANCELLED", "delivery"): "Ann, sorry, your payment didn't go through, please try again",
}


@pytest.mark.parametrize(("status", "fulfilment"), SENTENCES)
def test_the_outcome_is_the_order_and_its_sentence(status: str, fulfilment: str) -> None:
    order = {"orderId": "order-1", "status": status, "total": "27.50", "currency": "USD"}
    outcome = notify_user.handle({"order": order, "name": "Ann", "fulfilment": fulfilment}, None)
    assert outcome == order | {"message": SENTENCES[status, fulfilment]}


def test_an_order_that_is_not_settled_has_no_sentence() -> None:
    order = {"orderId": "order-1", "status": "PLACED"}
    with pytest.raises(UnexpectedError, match=r"^KeyError at outcome\.py:\d+$"):
        notify_user.handle({"order": order, "name": "Ann", "fulfilment": "pickup"}, None)
