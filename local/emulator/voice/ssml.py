"""SSML as Polly accepts it, turned into words: pauses and substitutes are spoken, pronunciation is ignored."""

from xml.parsers import expat

from local.emulator.voice.errors import PollyError

# Source: docs.aws.amazon.com/polly/latest/dg/supportedtags.html
_PAUSING = frozenset({"break", "p", "s"})
_SAYING = frozenset({"emphasis", "lang", "phoneme", "prosody", "say-as", "sub", "w"})
_AMAZON = frozenset({"amazon:auto-breaths", "amazon:breath", "amazon:domain", "amazon:effect"})
_TAGS = frozenset({"speak", "mark"}) | _PAUSING | _SAYING | _AMAZON
_PAUSE = "\n\n"  # espeak-ng ends a paragraph here


class Ssml:
    """A parsed document.

    words: the text to speak. billed: the number of characters outside of tags, which Polly counts.
    Raises PollyError (InvalidSsmlException) for a document that isn't well-formed, isn't within <speak>, or has an
    unknown tag. Unlike ElementTree it accepts Polly's `amazon:` tags, whose prefix isn't declared.
    """

    def __init__(self, document: str) -> None:
        self.billed = 0
        self._open: list[str] = []
        self._parts: list[str] = []
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        try:
            parser.Parse(document.encode(errors="surrogatepass"), True)
        except expat.ExpatError as error:
            raise _invalid() from error

    @property
    def words(self) -> str:
        return "".join(self._parts)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in _TAGS or (tag == "speak") == bool(self._open):
            raise _invalid()
        self._open.append(tag)
        if tag in _PAUSING:
            self._parts.append(_PAUSE)
        if tag == "sub":
            self._parts.append(attributes.get("alias", ""))

    def _end(self, tag: str) -> None:
        self._open.pop()
        if tag in _PAUSING:
            self._parts.append(_PAUSE)

    def _characters(self, text: str) -> None:
        self.billed += len(text)
        if "sub" not in self._open:  # its alias is spoken instead
            self._parts.append(text)

    def _refuse_doctype(self, *_declaration: object) -> None:
        raise _invalid()  # it could define entities that grow endlessly


def _invalid() -> PollyError:
    return PollyError("InvalidSsmlException", "Invalid SSML request")
