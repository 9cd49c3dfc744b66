"""`$util.escapeJavaScript` in mapping templates.

AWS escapes apostrophes too, as `\\'`, which JSON doesn't allow: templates undo it by `.replaceAll("\\\\'", "'")`.
LocalEmu leaves apostrophes alone, so that a template which forgets to undo it works here and breaks on AWS.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
"""

from typing import Any

from local.emulator.when_imported import when_imported

TEMPLATES = "localemu.services.apigateway.next_gen.execute_api.template_mapping"


def install() -> None:
    """Escape apostrophes."""
    when_imported(TEMPLATES, _mend)


def _mend(templates: Any) -> None:
    util = templates.VelocityUtilApiGateway
    escaped = util.escapeJavaScript

    def escape_java_script(self: object, value: Any) -> str:
        return escaped(self, value).replace("'", "\\'")

    util.escapeJavaScript = escape_java_script
