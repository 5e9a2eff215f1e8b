#include "CKernels.h"

void ck_transpose(
    const float *source, int64_t source_step, float *target, int64_t target_step, int64_t rows,
    int64_t columns) {
  for (int64_t c = 0; c < columns; c++) {
    for (int64_t r = 0; r < rows; r++) target[c * target_step + r] = source[r * source_step + c];
  }
}
