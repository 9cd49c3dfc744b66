// Requests signed for API methods with IAM authorization.
// Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
var apiGateway = apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.sigV4ClientFactory = (function () {
  "use strict";

  var ALGORITHM = "AWS4-HMAC-SHA256";

  function encode(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, function (character) {
      return "%" + character.charCodeAt(0).toString(16).toUpperCase();
    });
  }

  function queryString(parameters) {
    return Object.keys(parameters)
      .map(function (name) {
        return encode(name) + "=" + encode(parameters[name]);
      })
      .sort()
      .join("&");
  }

  function hexSha256(text) {
    return CryptoJS.SHA256(text).toString(CryptoJS.enc.Hex);
  }

  // Every service but S3 signs the path with its percent signs encoded once more.
  function canonicalPath(path) {
    return path.split("/").map(encode).join("/");
  }

  function signature(request, headers, body, config, scope) {
    var lowered = {};
    Object.keys(headers).forEach(function (name) {
      lowered[name.toLowerCase()] = String(headers[name]).trim().replace(/ +/g, " ");
    });
    var names = Object.keys(lowered).sort();
    var lines = names.map(function (name) {
      return name + ":" + lowered[name] + "\n";
    });
    var signedHeaders = names.join(";");
    var canonical = [
      request.verb, canonicalPath(request.path), queryString(request.queryParams), lines.join(""), signedHeaders,
      hexSha256(body),
    ].join("\n");
    var toSign = [ALGORITHM, headers["x-amz-date"], scope, hexSha256(canonical)].join("\n");
    var key = scope.split("/").reduce(function (secret, part) {
      return CryptoJS.HmacSHA256(part, secret);
    }, "AWS4" + config.secretKey);
    return { headers: signedHeaders, hex: CryptoJS.HmacSHA256(toSign, key).toString(CryptoJS.enc.Hex) };
  }

  function signed(request, headers, body, config) {
    var time = new Date().toISOString().replace(/[:-]|\.\d{3}/g, "");
    var scope = [time.slice(0, 8), config.region, config.serviceName, "aws4_request"].join("/");
    var contentType = headers["Content-Type"];
    var sent = apiGateway.core.utils.mergeInto(headers, { "x-amz-date": time });
    if (body === "") delete sent["Content-Type"];
    // The browser sets Host itself; outside of AWS it names a port.
    var withHost = apiGateway.core.utils.mergeInto(sent, { host: config.endpoint.replace(/^https?:\/\//, "") });
    var made = signature(request, withHost, body, config, scope);
    sent.Authorization =
      ALGORITHM + " Credential=" + config.accessKey + "/" + scope + ", SignedHeaders=" + made.headers +
      ", Signature=" + made.hex;
    if (config.sessionToken) sent["x-amz-security-token"] = config.sessionToken;
    sent["Content-Type"] = contentType;
    return sent;
  }

  function makeRequest(request, config) {
    var utils = apiGateway.core.utils;
    utils.assertDefined(request.verb, "verb");
    utils.assertDefined(request.path, "path");
    var hasBody = request.body !== undefined && request.verb !== "GET";
    var body = hasBody ? JSON.stringify(request.body) : "";
    var defaults = { "Content-Type": config.defaultContentType, Accept: config.defaultAcceptType };
    var headers = utils.mergeInto(defaults, request.headers);
    var query = queryString(request.queryParams);
    return axios({
      method: request.verb,
      url: config.endpoint + request.path + (query && "?" + query),
      headers: signed(request, headers, body, config),
      data: body,
    });
  }

  return {
    newClient: function (config) {
      ["accessKey", "secretKey", "serviceName", "region", "endpoint"].forEach(function (name) {
        apiGateway.core.utils.assertDefined(config[name], name);
      });
      return {
        makeRequest: function (request) {
          return makeRequest(request, config);
        },
      };
    },
  };
})();
