#include "resample.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

typedef float vector __attribute__((vector_size(16)));

static inline vector load(const float *from) {
  vector value;
  memcpy(&value, from, sizeof value);
  return value;
}

void ck_combine_rows(
    const float *highest, size_t distance, const float *weights, size_t taps, float *output,
    size_t count) {
  size_t i = 0;
  // Four vectors at a time hide the latency of the additions.
  for (; i + 16 <= count; i += 16) {
    const float *row = highest + i;
    vector sums[4];
    for (int k = 0; k < 4; k++) sums[k] = weights[0] * load(row + 4 * k);
    for (size_t t = 1; t < taps; t++) {
      row -= distance;
      for (int k = 0; k < 4; k++) sums[k] += weights[t] * load(row + 4 * k);
    }
    memcpy(output + i, sums, sizeof sums);
  }
  for (; i < count; i++) {
    float sum = weights[0] * highest[i];
    for (size_t t = 1; t < taps; t++) sum += weights[t] * *(highest + i - t * distance);
    output[i] = sum;
  }
}

/// With taps and channels known to the compiler, the loops over them vanish.
static inline __attribute__((always_inline)) void combine_columns(
    const float *highest, size_t input_step, const float *weights, size_t taps, size_t channels,
    float *output, size_t output_step, size_t count) {
  for (size_t n = 0; n < count; n++) {
    vector sum = weights[0] * load(highest);
    for (size_t t = 1; t < taps; t++) sum += weights[t] * load(highest - t * channels);
    memcpy(output, &sum, channels * sizeof *output);
    highest += input_step;
    output += output_step;
  }
}

static inline __attribute__((always_inline)) void combine_columns_of(
    const float *highest, size_t input_step, const float *weights, size_t taps, size_t channels,
    float *output, size_t output_step, size_t count) {
  switch (taps) {
    case 1:
      combine_columns(highest, input_step, weights, 1, channels, output, output_step, count);
      break;
    case 2:
      combine_columns(highest, input_step, weights, 2, channels, output, output_step, count);
      break;
    case 4:
      combine_columns(highest, input_step, weights, 4, channels, output, output_step, count);
      break;
    case 6:
      combine_columns(highest, input_step, weights, 6, channels, output, output_step, count);
      break;
    default:
      combine_columns(highest, input_step, weights, taps, channels, output, output_step, count);
  }
}

void ck_combine_columns(
    const float *highest, size_t input_step, const float *weights, size_t taps, size_t channels,
    float *output, size_t output_step, size_t count) {
  switch (channels) {
    case 1:
      combine_columns_of(highest, input_step, weights, taps, 1, output, output_step, count);
      break;
    case 2:
      combine_columns_of(highest, input_step, weights, taps, 2, output, output_step, count);
      break;
    case 3:
      combine_columns_of(highest, input_step, weights, taps, 3, output, output_step, count);
      break;
    default:
      combine_columns_of(highest, input_step, weights, taps, 4, output, output_step, count);
  }
}
