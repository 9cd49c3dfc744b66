"""The SDK's zip."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

from local.emulator.sdk.operations import Operation

FOLDER = "apiGateway-js-sdk"
JAVASCRIPT = Path(__file__).parent / "javascript"
CLIENT = "apigClient.js"
# The files of AWS's zip, in its order, since its CHANGELOG of 2024-05-20 introduced axios 0.28 and CryptoJS 4; AWS's
# documentation still names hmac-sha256.js, which crypto-js.js replaced.
FILES = (
    "lib/axios/dist/axios.standalone.js",
    "lib/CryptoJS/rollups/crypto-js.js",
    "lib/CryptoJS/rollups/sha256.js",
    "lib/CryptoJS/components/hmac.js",
    "lib/CryptoJS/components/enc-base64.js",
    "lib/url-template/url-template.js",
    "lib/apiGatewayCore/sigV4Client.js",
    "lib/apiGatewayCore/simpleHttpClient.js",
    "lib/apiGatewayCore/utils.js",
    "lib/apiGatewayCore/apiGatewayClient.js",
    "README.md",
    "CHANGELOG.md",
)
EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
METHOD = """
    apigClient.{name} = function (params, body, additionalParams) {{
      assertParametersDefined(params, {parameters});
      const path = uritemplate({path}).expand(parseParametersToObject(params, {in_path}));
      const request = {{
        verb: {verb},
        path: pathComponent + path,
        headers: parseParametersToObject(params, {in_headers}),
        queryParams: parseParametersToObject(params, {in_query}),
        body,
      }};
      return apiGatewayClient.makeRequest(request, additionalParams);
    }};
"""


def archive(operations: Sequence[Operation], invoke_url: str) -> bytes:
    """Return the zip of an SDK that calls `invoke_url`, the stage's address; the same SDK always has the same bytes.

    Without operations it has no apigClient.js, as on AWS.
    """
    members = {CLIENT: client(operations, invoke_url)} if operations else {}
    members |= {name: (JAVASCRIPT / name).read_text() for name in FILES}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in members.items():
            info = zipfile.ZipInfo(f"{FOLDER}/{name}", EARLIEST_ZIP_DATE)
            made.writestr(info, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def client(operations: Sequence[Operation], invoke_url: str) -> str:
    """Return apigClient.js."""
    methods = "".join(_method(operation) for operation in operations)
    template = (JAVASCRIPT / CLIENT).read_text()
    return template.replace("__INVOKE_URL__", json.dumps(invoke_url)).replace("__METHODS__\n", methods)


def _method(operation: Operation) -> str:
    fields = {name: json.dumps(value) for name, value in vars(operation).items()}
    return METHOD.format(name=operation.name, parameters=json.dumps(operation.parameters), **fields)
