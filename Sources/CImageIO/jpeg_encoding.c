#include "jpeg_encoding.h"

void describe_encoding(
    const struct jpeg_decompress_struct *jpeg, cio_jpeg_encoding *encoding) {
  encoding->component_count = jpeg->num_components;
  encoding->is_ycck = jpeg->jpeg_color_space == JCS_YCCK;
  for (int i = 0; i < jpeg->num_components; i++) {
    const jpeg_component_info *component = &jpeg->comp_info[i];
    encoding->components[i] = (cio_jpeg_component){
        component->h_samp_factor, component->v_samp_factor, component->quant_tbl_no};
  }
  encoding->is_rgb = jpeg->jpeg_color_space == JCS_RGB;
  // A row of an interleaved scan has a block of all components for every
  // max_h_samp_factor * 8 columns; of a single component its own factors do not
  // count.
  int factor = jpeg->num_components > 1 ? jpeg->max_h_samp_factor : 1;
  unsigned row_blocks = (jpeg->image_width + factor * DCTSIZE - 1) / (factor * DCTSIZE);
  bool is_rows = jpeg->restart_interval % row_blocks == 0;
  encoding->restart_rows = is_rows ? (int)(jpeg->restart_interval / row_blocks) : 0;
  encoding->restart_blocks = is_rows ? 0 : (int)jpeg->restart_interval;
  encoding->defined_tables = 0;
  for (int i = 0; i < NUM_QUANT_TBLS; i++) {
    const JQUANT_TBL *table = jpeg->quant_tbl_ptrs[i];
    if (table == NULL) continue;
    encoding->defined_tables |= 1u << i;
    for (int k = 0; k < DCTSIZE2; k++) encoding->tables[i * DCTSIZE2 + k] = table->quantval[k];
  }
}

void keep_encoding(
    struct jpeg_compress_struct *jpeg, const cio_jpeg_encoding *encoding) {
  for (int i = 0; i < NUM_QUANT_TBLS; i++) {
    if ((encoding->defined_tables & 1u << i) == 0) continue;
    unsigned entries[DCTSIZE2];
    for (int k = 0; k < DCTSIZE2; k++) entries[k] = encoding->tables[i * DCTSIZE2 + k];
    jpeg_add_quant_table(jpeg, i, entries, 100, FALSE);
  }
  for (int i = 0; i < encoding->component_count; i++) {
    jpeg->comp_info[i].h_samp_factor = encoding->components[i].horizontal;
    jpeg->comp_info[i].v_samp_factor = encoding->components[i].vertical;
    jpeg->comp_info[i].quant_tbl_no = encoding->components[i].table;
  }
  jpeg->restart_in_rows = encoding->restart_rows;
  jpeg->restart_interval = (unsigned)encoding->restart_blocks;
}
