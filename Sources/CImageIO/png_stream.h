#ifndef CIMAGEIO_PNG_STREAM_H
#define CIMAGEIO_PNG_STREAM_H

#include <CUpsampleSystem.h>

/// What the IDAT chunks of a PNG hold: rows, each behind the number of its filter.
///
/// ISA-L inflates them. Checksums are verified. Bytes are taken from the source in pieces,
/// and never beyond the header of the chunk behind.
struct png_stream;

/// A stream of so many rows that starts at the data of an IDAT chunk of length bytes, or
/// NULL without memory. row_bytes are those of a row without its filter. The source must
/// outlive it.
struct png_stream *png_stream_create(
    cus_source *source, uint32_t length, uint32_t rows, size_t row_bytes);
void png_stream_destroy(struct png_stream *stream);

/// Takes the next rows, at least one and at most most, and tells their number; 8 bytes
/// behind them may be read. They are valid until the stream is next used. Returns NULL
/// where not even one is whole: there is a fault.
const uint8_t *png_stream_rows(struct png_stream *stream, size_t most, size_t *count);
/// Checks, behind the last row, that the stream ends there, and its chunk with it. As libpng
/// does, it looks for the stream's end no further than in one piece more.
bool png_stream_end(struct png_stream *stream);
/// Passes over the IDAT chunks behind the stream's end, and over the header of the chunk
/// after them.
bool png_stream_leave(struct png_stream *stream);
/// The header of the chunk behind the IDAT chunks, or NULL before it was come to.
const uint8_t *png_stream_header(const struct png_stream *stream);

/// What is wrong with the stream: of a chunk begins with its name. NULL where the source
/// has no more bytes.
const char *png_stream_fault(const struct png_stream *stream);

#endif
