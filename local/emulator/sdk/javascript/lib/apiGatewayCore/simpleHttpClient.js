// Requests that are not signed.
var apiGateway = apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.simpleHttpClientFactory = {
  newClient: function (config) {
    "use strict";
    var utils = apiGateway.core.utils;

    function queryString(parameters) {
      return Object.keys(parameters)
        .map(function (name) {
          return encodeURIComponent(name) + "=" + encodeURIComponent(parameters[name]);
        })
        .join("&");
    }

    return {
      endpoint: utils.assertDefined(config.endpoint, "endpoint"),
      makeRequest: function (request) {
        var path = utils.assertDefined(request.path, "path");
        var query = queryString(request.queryParams);
        var defaults = { "Content-Type": config.defaultContentType, Accept: config.defaultAcceptType };
        return axios({
          method: utils.assertDefined(request.verb, "verb"),
          url: config.endpoint + path + (query && "?" + query),
          headers: utils.mergeInto(defaults, request.headers),
          data: request.body === undefined ? "" : request.body,
        });
      },
    };
  },
};
