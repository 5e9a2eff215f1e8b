#include "CDigest.h"

#include <nettle/base64.h>
#include <nettle/version.h>

void cdg_begin(cdg_sha256 *state) { sha256_init(state); }

void cdg_add(cdg_sha256 *state, const void *bytes, size_t count) {
  sha256_update(state, count, bytes);
}

void cdg_end(cdg_sha256 *state, void *digest) { sha256_digest(state, SHA256_DIGEST_SIZE, digest); }

size_t cdg_base64_count(size_t count) { return BASE64_ENCODE_RAW_LENGTH(count); }

void cdg_base64(const uint8_t *bytes, size_t count, void *text) {
  base64_encode_raw(text, count, bytes);
}

int cdg_version(void) { return nettle_version_major() * 1000 + nettle_version_minor(); }
