#include "CImageIO.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct cio_deflater {
  cio_deflate_engine engine;
  union {
    struct isal_zstream isal;
    z_stream zlib;
  };
  uint32_t level;
  uint32_t level_buffer_size;
  uint8_t *level_buffer;
};

static bool start_isal(cio_deflater *deflater) {
  static const uint32_t sizes[] = {ISAL_DEF_LVL0_DEFAULT, ISAL_DEF_LVL1_DEFAULT,
                                   ISAL_DEF_LVL2_DEFAULT, ISAL_DEF_LVL3_DEFAULT};
  deflater->level_buffer_size = sizes[deflater->level];
  if (deflater->level_buffer_size == 0) return true;
  deflater->level_buffer = malloc(deflater->level_buffer_size);
  return deflater->level_buffer != NULL;
}

cio_deflater *cio_deflater_create(cio_deflate_engine engine, int level) {
  cio_deflater *deflater = calloc(1, sizeof *deflater);
  if (deflater == NULL) return NULL;
  deflater->engine = engine;
  deflater->level = (uint32_t)level;
  bool started = engine == CIO_ISAL
                     ? start_isal(deflater)
                     : deflateInit2(&deflater->zlib, level, Z_DEFLATED, -15, 9,
                                    Z_DEFAULT_STRATEGY) == Z_OK;
  if (started) return deflater;
  free(deflater);
  return NULL;
}

void cio_deflater_destroy(cio_deflater *deflater) {
  if (deflater == NULL) return;
  if (deflater->engine == CIO_ZLIB) deflateEnd(&deflater->zlib);
  free(deflater->level_buffer);
  free(deflater);
}

size_t cio_deflate_bound(size_t count) {
  // Both engines fall back to stored blocks, of at least 8 KB with 5 bytes of
  // header each, and end with at most a few bytes of empty blocks.
  return count + count / 1024 + 1024;
}

static size_t run_isal(
    cio_deflater *deflater, const uint8_t *bytes, size_t count, uint8_t *output,
    size_t capacity, bool is_last) {
  struct isal_zstream *stream = &deflater->isal;
  isal_deflate_stateless_init(stream);
  stream->level = deflater->level;
  stream->level_buf = deflater->level_buffer;
  stream->level_buf_size = deflater->level_buffer_size;
  stream->flush = is_last ? NO_FLUSH : FULL_FLUSH;
  stream->end_of_stream = is_last;
  stream->next_in = (uint8_t *)bytes;
  stream->avail_in = (uint32_t)count;
  stream->next_out = output;
  stream->avail_out = (uint32_t)capacity;
  return isal_deflate_stateless(stream) == COMP_OK ? stream->total_out : 0;
}

static size_t run_zlib(
    cio_deflater *deflater, const uint8_t *bytes, size_t count, uint8_t *output,
    size_t capacity, bool is_last) {
  z_stream *stream = &deflater->zlib;
  deflateReset(stream);
  stream->next_in = (uint8_t *)bytes;
  stream->avail_in = (uInt)count;
  stream->next_out = output;
  stream->avail_out = (uInt)capacity;
  int result = deflate(stream, is_last ? Z_FINISH : Z_FULL_FLUSH);
  bool complete = is_last ? result == Z_STREAM_END
                          : result == Z_OK && stream->avail_in == 0 && stream->avail_out > 0;
  return complete ? stream->total_out : 0;
}

size_t cio_deflate(
    cio_deflater *deflater, const uint8_t *bytes, size_t count, uint8_t *output,
    size_t capacity, bool is_last) {
  return deflater->engine == CIO_ISAL
             ? run_isal(deflater, bytes, count, output, capacity, is_last)
             : run_zlib(deflater, bytes, count, output, capacity, is_last);
}

uint32_t cio_adler32(const uint8_t *bytes, size_t count) {
  return isal_adler32(1, bytes, count);
}
