// On AWS: CryptoJS. Here lib/apiGatewayCore/sigV4Client.js signs by the browser's own Web Crypto, and nothing else needs it.
