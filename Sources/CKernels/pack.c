#include <string.h>

#include "CKernels.h"

// Four rows of four weights, transposed as they are copied.
static inline void copy_square(
    float *target, ptrdiff_t target_step, const float *source, ptrdiff_t source_step) {
  typedef float vec __attribute__((ext_vector_type(4)));
  typedef vec unaligned_vec __attribute__((aligned(4), may_alias));
  vec a = *(const unaligned_vec *)source;
  vec b = *(const unaligned_vec *)(source + source_step);
  vec c = *(const unaligned_vec *)(source + 2 * source_step);
  vec d = *(const unaligned_vec *)(source + 3 * source_step);
  vec low_ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  vec low_cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  vec high_ab = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  vec high_cd = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  unaligned_vec *to = (unaligned_vec *)target;
  *to = __builtin_shufflevector(low_ab, low_cd, 0, 1, 4, 5);
  to = (unaligned_vec *)(target + target_step);
  *to = __builtin_shufflevector(low_ab, low_cd, 2, 3, 6, 7);
  to = (unaligned_vec *)(target + 2 * target_step);
  *to = __builtin_shufflevector(high_ab, high_cd, 0, 1, 4, 5);
  to = (unaligned_vec *)(target + 3 * target_step);
  *to = __builtin_shufflevector(high_ab, high_cd, 2, 3, 6, 7);
}

void ck_transpose(
    const float *source, ptrdiff_t source_step, float *target, ptrdiff_t target_step,
    ptrdiff_t rows, ptrdiff_t columns) {
  // Rows of the target may lie a power of two apart and compete for the same
  // lines of the cache, so no more than eight of them are written at a time.
  for (ptrdiff_t first = 0; first < columns; first += 8) {
    ptrdiff_t end = columns - first < 8 ? columns : first + 8;
    ptrdiff_t row = 0;
    for (; row + 4 <= rows; row += 4) {
      const float *from = source + row * source_step;
      float *to = target + row;
      ptrdiff_t column = first;
      if (first % 16 == 0) {
        // Too many lines for the processor to read ahead by itself.
        for (ptrdiff_t i = 0; i < 4; i++) __builtin_prefetch(from + i * source_step + first + 32);
      }
      for (; column + 4 <= end; column += 4) {
        copy_square(to + column * target_step, target_step, from + column, source_step);
      }
      for (; column < end; column++) {
        for (ptrdiff_t i = 0; i < 4; i++) {
          to[column * target_step + i] = from[i * source_step + column];
        }
      }
    }
    for (; row < rows; row++) {
      for (ptrdiff_t column = first; column < end; column++) {
        target[column * target_step + row] = source[row * source_step + column];
      }
    }
  }
}

void ck_pack(
    ck_instructions instructions, float *panel, const float *weights, ptrdiff_t rows,
    ptrdiff_t row_step, ptrdiff_t channels, ptrdiff_t channel_step) {
  ptrdiff_t lanes = ck_lanes(instructions);
  ptrdiff_t width = (channels + lanes - 1) / lanes * lanes;
  size_t padding = (size_t)(width - channels) * sizeof(float);
  if (row_step == 1) {
    ck_transpose(weights, channel_step, panel, width, channels, rows);
  } else if (channel_step == 1) {
    size_t bytes = (size_t)channels * sizeof(float);
    for (ptrdiff_t row = 0; row < rows; row++) {
      const float *source = weights + row * row_step;
      // Pieces of lines far apart, too short to be read ahead by the processor.
      for (ptrdiff_t c = 0; c < channels; c += 16) {
        __builtin_prefetch(source + 16 * row_step + c);
      }
      memcpy(panel + row * width, source, bytes);
    }
  } else {
    for (ptrdiff_t row = 0; row < rows; row++) {
      const float *source = weights + row * row_step;
      float *target = panel + row * width;
      for (ptrdiff_t c = 0; c < channels; c++) target[c] = source[c * channel_step];
    }
  }
  for (ptrdiff_t row = 0; row < rows && padding > 0; row++) {
    memset(panel + row * width + channels, 0, padding);
  }
}
