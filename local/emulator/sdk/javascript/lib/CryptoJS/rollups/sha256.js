// SHA-256 as FIPS 180-4 has it: https://csrc.nist.gov/pubs/fips/180-4/upd1/final
(function (C) {
  "use strict";

  var primes = [];
  for (var candidate = 2; primes.length < 64; candidate++) {
    if (primes.every(isNoFactor)) primes.push(candidate);
  }
  var K = primes.map(function (prime) {
    return fraction(Math.cbrt(prime));
  });
  var H = primes.slice(0, 8).map(function (prime) {
    return fraction(Math.sqrt(prime));
  });

  function isNoFactor(prime) {
    return candidate % prime !== 0;
  }

  function fraction(number) {
    return ((number - Math.floor(number)) * 0x100000000) | 0;
  }

  function rotate(word, bits) {
    return (word >>> bits) | (word << (32 - bits));
  }

  // The message, a one bit, zeros, and the message's length in bits in the last 8 bytes of a 64-byte block.
  function padded(bytes) {
    var blocks = new Uint8Array(((bytes.length + 8) >>> 6) * 64 + 64);
    blocks.set(bytes);
    blocks[bytes.length] = 0x80;
    var view = new DataView(blocks.buffer);
    view.setUint32(blocks.length - 8, Math.floor(bytes.length / 0x20000000));
    view.setUint32(blocks.length - 4, bytes.length << 3);
    return view;
  }

  function schedule(view, offset) {
    var words = [];
    for (var t = 0; t < 64; t++) {
      if (t < 16) {
        words[t] = view.getInt32(offset + 4 * t);
        continue;
      }
      var early = words[t - 15];
      var late = words[t - 2];
      var sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
      var sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
      words[t] = (sigma1 + words[t - 7] + sigma0 + words[t - 16]) | 0;
    }
    return words;
  }

  function compress(hash, words) {
    var s = hash.slice(); // the working variables a to h
    for (var t = 0; t < 64; t++) {
      var choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
      var majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
      var sum0 = rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22);
      var sum1 = rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25);
      var first = (s[7] + sum1 + choice + K[t] + words[t]) | 0;
      s = [(first + sum0 + majority) | 0, s[0], s[1], s[2], (s[3] + first) | 0, s[4], s[5], s[6]];
    }
    return hash.map(function (word, i) {
      return (word + s[i]) | 0;
    });
  }

  C.SHA256 = function (message) {
    var view = padded(C.bytes.of(message));
    var hash = H;
    for (var offset = 0; offset < view.byteLength; offset += 64) hash = compress(hash, schedule(view, offset));
    return C.lib.WordArray.create(hash);
  };
})(CryptoJS);
