#ifndef CDIGEST_H
#define CDIGEST_H

// SHA-256 of bytes that come in pieces, by Nettle, which uses the processor's instructions
// for it.

#include <nettle/sha2.h>
#include <stddef.h>

typedef struct sha256_ctx cdg_sha256;

void cdg_begin(cdg_sha256 *state);
void cdg_add(cdg_sha256 *state, const void *bytes, size_t count);
/// Writes the 32 bytes of the digest.
void cdg_end(cdg_sha256 *state, void *digest);

/// The library's version: 3008 for 3.8.
int cdg_version(void);

#endif
