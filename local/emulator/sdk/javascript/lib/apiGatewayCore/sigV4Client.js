// Requests signed for API methods with IAM authorization.
// Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
var apiGateway = apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.sigV4ClientFactory = (() => {
  const ALGORITHM = "AWS4-HMAC-SHA256";
  const bytes = (text) => new TextEncoder().encode(text);
  const hex = (made) => Array.from(new Uint8Array(made), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const sha256 = async (text) => hex(await crypto.subtle.digest("SHA-256", bytes(text)));

  async function hmac(key, text) {
    const secret = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return crypto.subtle.sign("HMAC", secret, bytes(text));
  }

  async function authorization({ verb, path, queryParams }, headers, body, config) {
    const { encode, queryString } = apiGateway.core.utils;
    const date = headers["x-amz-date"];
    const scope = [date.slice(0, 8), config.region, config.serviceName, "aws4_request"];
    const lines = Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), String(value).trim().replace(/ +/g, " ")])
      .sort();
    const signed = lines.map(([name]) => name).join(";");
    // Every service but S3 signs the path with its percent signs encoded once more.
    const canonicalPath = path.split("/").map(encode).join("/");
    const canonical = [
      verb, canonicalPath, queryString(queryParams), ...lines.map((line) => line.join(":")), "", signed,
      await sha256(body),
    ];
    const toSign = [ALGORITHM, date, scope.join("/"), await sha256(canonical.join("\n"))].join("\n");
    let key = bytes(`AWS4${config.secretKey}`);
    for (const part of scope) key = await hmac(key, part);
    const credential = [config.accessKey, ...scope].join("/");
    return `${ALGORITHM} Credential=${credential}, SignedHeaders=${signed}, Signature=${hex(await hmac(key, toSign))}`;
  }

  return {
    newClient: (config) => ({
      async makeRequest(request) {
        const body = request.body === undefined || request.verb === "GET" ? "" : JSON.stringify(request.body);
        const query = apiGateway.core.utils.queryString(request.queryParams);
        const contentType = { "Content-Type": config.defaultContentType };
        const sent = {
          ...(body && contentType),
          Accept: config.defaultAcceptType,
          ...request.headers,
          "x-amz-date": new Date().toISOString().replace(/[:-]|\.\d{3}/g, ""),
        };
        // The browser sets Host itself; outside of AWS it names a port.
        const signed = { ...sent, host: config.endpoint.replace(/^https?:\/\//, "") };
        const Authorization = await authorization(request, signed, body, config);
        const token = config.sessionToken && { "x-amz-security-token": config.sessionToken };
        return axios({
          method: request.verb,
          url: config.endpoint + request.path + (query && `?${query}`),
          headers: { ...contentType, ...sent, Authorization, ...token },
          data: body,
        });
      },
    }),
  };
})();
