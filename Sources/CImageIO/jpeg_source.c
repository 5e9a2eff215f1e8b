#include "jpeg_reader.h"

#include <jerror.h>

static void init_source(j_decompress_ptr jpeg) { (void)jpeg; }

// At the file's end an end-of-image marker is given: the entropy decoder looks
// ahead of what it needs, and complains by itself when it needs more.
static boolean fill_input_buffer(j_decompress_ptr jpeg) {
  static const JOCTET end[] = {0xff, JPEG_EOI};
  cio_jpeg_reader *reader = reader_of((j_common_ptr)jpeg);
  cus_source *source = reader->source;
  if (cus_source_fill(source)) {
    jpeg->src->next_input_byte =
        cus_source_take_buffered(source, &jpeg->src->bytes_in_buffer);
    return TRUE;
  }
  if (cus_source_error(source) != 0) ERREXIT(jpeg, JERR_FILE_READ);
  reader->is_truncated = true;
  jpeg->src->next_input_byte = end;
  jpeg->src->bytes_in_buffer = sizeof end;
  return TRUE;
}

static void skip_input_data(j_decompress_ptr jpeg, long count) {
  struct jpeg_source_mgr *input = jpeg->src;
  while (count > 0) {
    if (input->bytes_in_buffer == 0) {
      fill_input_buffer(jpeg);
      if (reader_of((j_common_ptr)jpeg)->is_truncated) return;
    }
    size_t part = input->bytes_in_buffer;
    if (part > (size_t)count) part = (size_t)count;
    input->next_input_byte += part;
    input->bytes_in_buffer -= part;
    count -= (long)part;
  }
}

static void term_source(j_decompress_ptr jpeg) { (void)jpeg; }

void connect_source(cio_jpeg_reader *reader) {
  reader->input.init_source = init_source;
  reader->input.fill_input_buffer = fill_input_buffer;
  reader->input.skip_input_data = skip_input_data;
  reader->input.resync_to_restart = jpeg_resync_to_restart;
  reader->input.term_source = term_source;
  reader->input.next_input_byte =
      cus_source_take_buffered(reader->source, &reader->input.bytes_in_buffer);
  reader->jpeg.src = &reader->input;
}
