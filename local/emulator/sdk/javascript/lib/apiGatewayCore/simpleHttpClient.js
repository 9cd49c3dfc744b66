// Requests that are not signed.
var apiGateway = apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.simpleHttpClientFactory = {
  newClient: (config) => ({
    makeRequest({ verb, path, queryParams, headers, body }) {
      const query = apiGateway.core.utils.queryString(queryParams);
      const url = config.endpoint + path + (query && `?${query}`);
      const defaults = { "Content-Type": config.defaultContentType, Accept: config.defaultAcceptType };
      return axios({ method: verb, url, headers: { ...defaults, ...headers }, data: body ?? "" });
    },
  }),
};
