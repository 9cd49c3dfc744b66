"""Which of espeak-ng's voices speaks for which of Polly's.

The catalogue is the one that DescribeVoices answers from. Sex and language are kept; who it is, is not: all women of
a language sound alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_VARIANTS = {"Female": "f2", "Male": "m3"}  # about 195 Hz and 109 Hz in English, measured
# Where espeak-ng's name is more than the language before the dash.
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
    """A voice of Polly. languages: its own first, then those that it speaks as well."""

    name: str
    gender: str
    languages: tuple[str, ...]
    engines: frozenset[str]

    def espeak_name(self, language: str) -> str:
        """Return the voice of espeak-ng that speaks for this one in a language such as "en-US"."""
        return f"{_LANGUAGES.get(language, language.partition('-')[0])}+{_VARIANTS[self.gender]}"


def catalogue(descriptions: Iterable[Mapping[str, Any]]) -> dict[str, Voice]:
    """Return the voices by their ids, from descriptions as DescribeVoices gives them.

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
