// HMAC as RFC 2104 has it: https://www.rfc-editor.org/rfc/rfc2104
(function (C) {
  "use strict";

  var BLOCK_SIZE = 64;

  function joined(key, mask, data) {
    var bytes = new Uint8Array(BLOCK_SIZE + data.length);
    for (var i = 0; i < BLOCK_SIZE; i++) bytes[i] = (key[i] || 0) ^ mask;
    bytes.set(data, BLOCK_SIZE);
    return C.bytes.toWords(bytes);
  }

  C.HmacSHA256 = function (message, key) {
    var secret = C.bytes.of(key);
    if (secret.length > BLOCK_SIZE) secret = C.bytes.of(C.SHA256(key));
    var inner = C.SHA256(joined(secret, 0x36, C.bytes.of(message)));
    return C.SHA256(joined(secret, 0x5c, C.bytes.of(inner)));
  };
})(CryptoJS);
