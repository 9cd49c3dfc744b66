"""The voices of espeak-ng that stand in for Polly's.

The catalogue is that of DescribeVoices. Sex and language are the same, but all women of a language sound alike, and
so do all men.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_VARIANTS = {"Female": "f2", "Male": "m3"}  # about 195 Hz and 109 Hz in English, measured
# Where espeak-ng's name has more than the language before the dash.
_LANGUAGES = {
    "arb": "ar",
    "en-US": "en-us",
    "es-MX": "es-419",
    "es-US": "es-419",
    "fr-BE": "fr-be",
    "pt-BR": "pt-br",
}


@dataclass(frozen=True)
class Voice:
    """A voice of Polly. languages: its own first, then the others that it speaks."""

    name: str
    gender: str
    languages: tuple[str, ...]
    engines: frozenset[str]

    def espeak_name(self, language: str) -> str:
        """Return the voice of espeak-ng for this one in a language such as "en-US"."""
        return f"{_LANGUAGES.get(language, language.partition('-')[0])}+{_VARIANTS[self.gender]}"


def catalogue(descriptions: Iterable[Mapping[str, Any]]) -> dict[str, Voice]:
    """Return the voices by their ids, from the descriptions of DescribeVoices.

    Source: docs.aws.amazon.com/polly/latest/dg/API_Voice.html
    """
    return {entry["Id"]: _voice(entry) for entry in descriptions}


def _voice(entry: Mapping[str, Any]) -> Voice:
    return Voice(
        name=entry["Id"],
        gender=entry["Gender"],
        languages=(entry["LanguageCode"], *entry.get("AdditionalLanguageCodes", ())),
        engines=frozenset(entry["SupportedEngines"]),
    )
