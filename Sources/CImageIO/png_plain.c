// Plain rows are read strictly without libpng, which reads the chunks around them.

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "png_reader.h"
#include "png_stream.h"
#include "png_unfilter.h"

bool begin_plain_rows(cio_png_reader *reader) {
  reader->stream = png_stream_create(
      reader->source, reader->first_length, reader->height, reader->row_bytes);
  reader->above = calloc(1, reader->row_bytes);
  if (reader->stream == NULL || reader->above == NULL) {
    describe_png(reader, reader->failure, CIO_SYSTEM, ENOMEM, "");
    return false;
  }
  reader->row = 0;
  return true;
}

// Has libpng read the chunks behind the pixels, from the header on that was taken.
static void read_end(cio_png_reader *reader) {
  reader->header = png_stream_header(reader->stream);
  png_set_keep_unknown_chunks(
      reader->png, PNG_HANDLE_CHUNK_NEVER, (png_const_bytep) "IDAT", 1);
  png_read_end(reader->png, NULL);
}

static bool fail_stream(cio_png_reader *reader) {
  const char *fault = png_stream_fault(reader->stream);
  if (png_stream_header(reader->stream) != NULL) {
    // A header that is no chunk's says more. libpng gets nothing behind it.
    if (!setjmp(png_jmpbuf(reader->png))) read_end(reader);
    return false;
  }
  reader->is_truncated = fault == NULL;
  note_failure(reader, fault == NULL ? "truncated" : fault);
  return false;
}

static bool unfilter_stream(cio_png_reader *reader, uint8_t *rows, size_t count) {
  const uint8_t *above = reader->above;
  while (count > 0) {
    size_t given;
    const uint8_t *filtered = png_stream_rows(reader->stream, count, &given);
    if (filtered == NULL) return fail_stream(reader);
    size_t done = unfilter_rows(
        filtered, given, reader->row_bytes, reader->pixel_bytes, above, rows);
    reader->row += (int64_t)done;
    if (done < given) {
      note_failure(reader, "bad adaptive filter value");
      return false;
    }
    rows += given * reader->row_bytes;
    above = rows - reader->row_bytes;
    count -= given;
  }
  memcpy(reader->above, above, reader->row_bytes);
  return true;
}

// From the file's order of bytes to the machine's.
static void order_samples(uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count; i += 2) {
    uint16_t sample = (uint16_t)(bytes[i] << 8 | bytes[i + 1]);
    memcpy(bytes + i, &sample, sizeof sample);
  }
}

bool read_plain_rows(cio_png_reader *reader, uint8_t *rows, size_t count) {
  if (!unfilter_stream(reader, rows, count)) return false;
  if (reader->row == reader->height && !png_stream_end(reader->stream)) {
    // As libpng does, the last row is blamed for what follows it.
    reader->row--;
    return fail_stream(reader);
  }
  if (reader->has_wide_samples) order_samples(rows, count * reader->row_bytes);
  return true;
}

bool finish_plain_rows(cio_png_reader *reader) {
  if (!png_stream_leave(reader->stream)) return fail_stream(reader);
  if (setjmp(png_jmpbuf(reader->png))) return false;
  read_end(reader);
  return true;
}
