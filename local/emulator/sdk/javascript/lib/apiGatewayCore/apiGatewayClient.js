// Chooses how a request goes out: signed or not, with an API key or without.
var apiGateway = apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.apiGatewayClientFactory = {
  newClient: function (simpleHttpClientConfig, sigV4ClientConfig) {
    "use strict";
    var utils = apiGateway.core.utils;
    var sigV4Client = apiGateway.core.sigV4ClientFactory.newClient(sigV4ClientConfig);
    var simpleHttpClient = apiGateway.core.simpleHttpClientFactory.newClient(simpleHttpClientConfig);

    function isEmpty(body) {
      return body === undefined || body === "" || body === null || Object.keys(body).length === 0;
    }

    return {
      makeRequest: function (request, authType, additionalParams, apiKey) {
        var key = apiKey ? { "x-api-key": apiKey } : {};
        var client = authType === "AWS_IAM" ? sigV4Client : simpleHttpClient;
        return client.makeRequest({
          verb: request.verb,
          path: request.path,
          headers: utils.mergeInto(utils.mergeInto(request.headers, key), additionalParams.headers),
          queryParams: utils.mergeInto(request.queryParams, additionalParams.queryParams),
          body: isEmpty(request.body) ? undefined : request.body,
        });
      },
    };
  },
};
