"""Paths in the project."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".local"
PROGRAM_ENVIRONMENT = ROOT / ".venv"
EMULATOR_ENVIRONMENT = STATE / "emulator-venv"
POLICIES_ENVIRONMENT = ROOT / "policies" / ".venv"


def python_of(environment: Path) -> Path:
    """Return a virtual environment's interpreter."""
    return environment / "bin" / "python"
