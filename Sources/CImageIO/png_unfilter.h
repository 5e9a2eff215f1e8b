#ifndef CIMAGEIO_PNG_UNFILTER_H
#define CIMAGEIO_PNG_UNFILTER_H

#include <stddef.h>
#include <stdint.h>

/// Undoes the filters of rows: PNG specification, section 9.
///
/// filtered has count rows of row_bytes, a whole number of pixels of 1 to 8 bytes, each
/// row behind the number of its filter; above is the row above them, zero over the first
/// of a picture. Writes count rows, tightly packed. Returns how many come before one
/// whose filter PNG does not know. 8 bytes behind filtered may be read.
size_t unfilter_rows(
    const uint8_t *filtered, size_t count, size_t row_bytes, size_t pixel_bytes,
    const uint8_t *above, uint8_t *rows);

#endif
