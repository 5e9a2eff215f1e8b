#include <string.h>

#include "CKernels.h"

void ck_pack(
    ck_instructions instructions, float *panel, const float *weights, int64_t rows,
    int64_t row_step, int64_t channels, int64_t channel_step) {
  int64_t lanes = ck_lanes(instructions);
  int64_t width = (channels + lanes - 1) / lanes * lanes;
  size_t padding = (size_t)(width - channels) * sizeof(float);
  for (int64_t row = 0; row < rows; row++) {
    float *target = panel + row * width;
    const float *source = weights + row * row_step;
    if (channel_step == 1) {
      memcpy(target, source, (size_t)channels * sizeof(float));
    } else {
      for (int64_t c = 0; c < channels; c++) target[c] = source[c * channel_step];
    }
    memset(target + channels, 0, padding);
  }
}
