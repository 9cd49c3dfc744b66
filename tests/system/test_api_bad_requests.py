"""Some of what `make fuzz` sends: hundreds of requests, all refused by the contract, none starts anything."""

from tests.load.bad_requests import try_all
from tests.running import RunningShop

SEED = 4
REQUESTS = 420


def test_bad_requests_are_refused_in_the_contracts_words_and_start_nothing(shop: RunningShop) -> None:
    report = try_all(shop, SEED, REQUESTS)
    assert len(report.tried) == REQUESTS
    assert not report.faults
