#ifndef CDIGEST_H
#define CDIGEST_H

// SHA-256 of bytes that come in pieces, by Nettle, which uses the processor's instructions
// for it, and base64.

#include <nettle/sha2.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sha256_ctx cdg_sha256;

void cdg_begin(cdg_sha256 *state);
void cdg_add(cdg_sha256 *state, const void *bytes, size_t count);
/// Writes the 32 bytes of the digest.
void cdg_end(cdg_sha256 *state, void *digest);

/// The characters of base64 that so many bytes become.
size_t cdg_base64_count(size_t count);
/// Writes bytes in base64, without a terminating zero.
void cdg_base64(const uint8_t *bytes, size_t count, void *text);

/// The library's version: 3008 for 3.8.
int cdg_version(void);

#endif
