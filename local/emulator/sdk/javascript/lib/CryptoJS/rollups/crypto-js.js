// The core of what CryptoJS 4 offers: bytes in 32-bit words, and their encodings.
var CryptoJS = (function () {
  "use strict";

  // words: big endian; sigBytes: how many of their bytes count.
  function WordArray(words, sigBytes) {
    this.words = words;
    this.sigBytes = sigBytes;
  }

  function create(words, sigBytes) {
    return new WordArray(words, sigBytes === undefined ? 4 * words.length : sigBytes);
  }

  function fromBytes(bytes) {
    var words = [];
    for (var i = 0; i < bytes.length; i++) words[i >>> 2] |= bytes[i] << (24 - 8 * (i % 4));
    return new WordArray(words, bytes.length);
  }

  function toBytes(wordArray) {
    var bytes = new Uint8Array(wordArray.sigBytes);
    for (var i = 0; i < bytes.length; i++) bytes[i] = wordArray.words[i >>> 2] >>> (24 - 8 * (i % 4));
    return bytes;
  }

  var Hex = {
    stringify: function (wordArray) {
      return Array.prototype.map
        .call(toBytes(wordArray), function (byte) {
          return (byte < 16 ? "0" : "") + byte.toString(16);
        })
        .join("");
    },
    parse: function (hex) {
      return fromBytes(
        (hex.match(/../g) || []).map(function (pair) {
          return parseInt(pair, 16);
        }),
      );
    },
  };

  var Utf8 = {
    stringify: function (wordArray) {
      return new TextDecoder("utf-8", { fatal: true }).decode(toBytes(wordArray));
    },
    parse: function (text) {
      return fromBytes(new TextEncoder().encode(text));
    },
  };

  WordArray.prototype.toString = function (encoder) {
    return (encoder || Hex).stringify(this);
  };

  // Hashes and encodings take strings, which stand for their UTF-8, and words alike.
  function bytesOf(data) {
    return toBytes(typeof data === "string" ? Utf8.parse(data) : data);
  }

  return {
    lib: { WordArray: { create: create } },
    enc: { Hex: Hex, Utf8: Utf8 },
    bytes: { of: bytesOf, toWords: fromBytes },
  };
})();
