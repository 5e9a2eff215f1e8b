#ifndef CIMAGEIO_PNG_ORDER_H
#define CIMAGEIO_PNG_ORDER_H

#include <stdbool.h>
#include <stdint.h>

/// What came of a PNG file's chunks so far.
struct png_order {
  /// Whether a chunk, and one of the pixels, has begun; whether others stand behind
  /// the pixels.
  bool has_begun, has_passed_pixels, has_late_chunks;
};

/// Whether a chunk that begins with that length and name has that name.
bool is_named(const uint8_t header[8], const char *name);

/// Notes the chunk that begins with that length and name. Returns the rule that its
/// place breaks, or NULL. libpng sees to those of chunks before the pixels, but not
/// to those of chunks that it passes over.
const char *note_chunk(struct png_order *order, const uint8_t header[8]);

#endif
