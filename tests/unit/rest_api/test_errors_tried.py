"""The tests on the emulator try every error of the contract."""

from tests.system.error_cases import APART, BY_ITSELF, NOT_HERE, TABLES, TOLD


def test_no_error_of_the_contract_is_forgotten() -> None:
    known = {(error.status, error.code) for table in TABLES for error in table.values()}
    tried = TOLD.keys() | BY_ITSELF.keys() | APART | NOT_HERE
    assert tried == known, (
        "say in tests/system/error_cases.py how to come by it, or why the emulator has it not"
    )
