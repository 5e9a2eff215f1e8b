#include "jpeg_reader.h"

void check_end_marker(cio_jpeg_reader *reader) {
  if (reader->is_truncated && (reader->jpeg.arith_code || reader->takes_all)) {
    note_damage(reader, CIO_TRUNCATED, "");
  }
}

// The blocks of a row of the current scan. A scan of one component has them
// without those that fill up a block of all components.
static int64_t blocks_per_row(const struct jpeg_decompress_struct *jpeg) {
  int blocks = jpeg->comps_in_scan > 1 ? jpeg->blocks_in_MCU
                                       : jpeg->cur_comp_info[0]->v_samp_factor;
  return (int64_t)jpeg->MCUs_per_row * blocks;
}

// Called with every row of blocks that is taken in: a scan takes time for all of
// its blocks, though a few bits may stand for thousands of them.
static void limit_scans(j_common_ptr jpeg) {
  cio_jpeg_reader *reader = reader_of(jpeg);
  reader->is_taking_all = reader->takes_all;
  if (reader->is_taking_all) reader->blocks += blocks_per_row(&reader->jpeg);
  if (reader->jpeg.input_scan_number > reader->rules.max_scans) {
    refuse_file(reader, CIO_TOO_MANY_SCANS, "");
  }
  if (reader->blocks > reader->rules.max_blocks) refuse_file(reader, CIO_TOO_MANY_BLOCKS, "");
  if (reader->is_taking_all && reader->jpeg.arith_code) check_end_marker(reader);
}

void connect_limits(cio_jpeg_reader *reader) {
  reader->progress.progress_monitor = limit_scans;
  reader->jpeg.progress = &reader->progress;
}

void check_components(cio_jpeg_reader *reader) {
  const struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  for (int i = 0; i < jpeg->num_components; i++) {
    if (jpeg->comp_info[i].quant_table == NULL ||
        (jpeg->coef_bits != NULL && jpeg->coef_bits[i][0] < 0)) {
      note_damage(reader, CIO_DAMAGED, "a component has no data");
    }
  }
}

static int64_t rounded_up(int64_t count, int factor) {
  return (count + factor - 1) / factor * factor;
}

int64_t coefficient_bytes(const struct jpeg_decompress_struct *jpeg) {
  int64_t blocks = 0;
  for (int i = 0; i < jpeg->num_components; i++) {
    const jpeg_component_info *component = &jpeg->comp_info[i];
    blocks += rounded_up(component->width_in_blocks, component->h_samp_factor) *
              rounded_up(component->height_in_blocks, component->v_samp_factor);
  }
  return blocks * (int64_t)sizeof(JBLOCK);
}

// A block takes a code for its mean and, unless it is progressive, one for the
// rest, each of at least a bit. Arithmetic codes take next to nothing.
int64_t least_bytes(const struct jpeg_decompress_struct *jpeg) {
  int64_t blocks = 0;
  for (int i = 0; i < jpeg->num_components; i++) {
    const jpeg_component_info *component = &jpeg->comp_info[i];
    blocks += (int64_t)component->width_in_blocks * component->height_in_blocks;
  }
  return jpeg->arith_code ? 0 : blocks * (jpeg->progressive_mode ? 1 : 2) / 8;
}
