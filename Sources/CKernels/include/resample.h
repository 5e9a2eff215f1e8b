#ifndef RESAMPLE_H
#define RESAMPLE_H

#include <stddef.h>

// Weighted sums of rows and of columns.
//
// Products are added in the order of the taps and are not fused with the
// additions, so the bits are the same on every processor.

/// output[i] = weights[0] * highest[i] + weights[1] * highest[i - distance] + ...
///
/// Writes count floats. The rows must not overlap the output; taps is positive.
void ck_combine_rows(
    const float *highest, size_t distance, const float *weights, size_t taps, float *output,
    size_t count);

/// One line's outputs of one phase: for n in 0..<count, the pixel at
/// output + n * output_step is the sum over tap t of weights[t] times the pixel
/// at highest + n * input_step - t * channels.
///
/// Steps are counted in floats. channels is 1 to 4; four floats are read from
/// every input pixel, whatever its channels. taps is positive.
void ck_combine_columns(
    const float *highest, size_t input_step, const float *weights, size_t taps, size_t channels,
    float *output, size_t output_step, size_t count);

#endif
