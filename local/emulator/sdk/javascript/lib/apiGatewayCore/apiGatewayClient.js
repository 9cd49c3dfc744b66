// Chooses how a request goes out: signed or not, with an API key or without.
var apiGateway = apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.apiGatewayClientFactory = {
  newClient(config) {
    const { sigV4ClientFactory, simpleHttpClientFactory } = apiGateway.core;
    const isSigned = config.accessKey !== "" && config.secretKey !== "";
    const client = (isSigned ? sigV4ClientFactory : simpleHttpClientFactory).newClient(config);
    const key = config.apiKey && { "x-api-key": config.apiKey };
    return {
      makeRequest(request, { headers, queryParams } = {}) {
        const isEmpty = Object.keys(request.body ?? "").length === 0;
        return client.makeRequest({
          ...request,
          headers: { ...request.headers, ...key, ...headers },
          queryParams: { ...request.queryParams, ...queryParams },
          body: isEmpty ? undefined : request.body,
        });
      },
    };
  },
};
