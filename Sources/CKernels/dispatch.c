#include <stdatomic.h>

#include "kernels.h"

static _Atomic int limit = CK_AVX512;

void ck_limit_instructions(ck_instructions widest) { atomic_store(&limit, widest); }

ck_instructions ck_best_instructions(void) {
  ck_instructions machine = ck_machine_instructions();
  ck_instructions widest = (ck_instructions)atomic_load_explicit(&limit, memory_order_relaxed);
  return machine < widest ? machine : widest;
}

ck_instructions ck_machine_instructions(void) {
#ifdef __x86_64__
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return CK_AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return CK_AVX2;
#endif
  return CK_PORTABLE;
}

static const ck_kernels *kernels(ck_instructions instructions) {
#ifdef __x86_64__
  if (instructions == CK_AVX512) return &ck_avx512;
  if (instructions == CK_AVX2) return &ck_avx2;
#endif
  return &ck_portable;
}

ptrdiff_t ck_lanes(ck_instructions instructions) { return kernels(instructions)->lanes; }

ptrdiff_t ck_panel_channels(ck_instructions instructions) {
  return kernels(instructions)->lanes * kernels(instructions)->vectors;
}

void ck_multiply(
    ck_instructions instructions, const ck_box *box, ptrdiff_t first, ptrdiff_t count,
    const ck_run *runs, ptrdiff_t run_count, const float *panel, ptrdiff_t channels, ck_mode mode,
    const ck_finish *finish) {
  kernels(instructions)->multiply(
      box, first, count, runs, run_count, panel, channels, mode, finish);
}

void ck_depthwise(
    ck_instructions instructions, const ck_row *row, const ck_tap *taps, ptrdiff_t tap_count,
    const float *weights, ptrdiff_t period) {
  kernels(instructions)->depthwise(row, taps, tap_count, weights, period);
}

void ck_maximum(
    ck_instructions instructions, const ck_row *row, const ck_tap *taps, ptrdiff_t tap_count) {
  kernels(instructions)->maximum(row, taps, tap_count);
}

void ck_mean(
    ck_instructions instructions, const ck_row *row, const ck_tap *taps, ptrdiff_t tap_count,
    float divisor) {
  kernels(instructions)->mean(row, taps, tap_count, divisor);
}

void ck_finish_row(
    ck_instructions instructions, const ck_finish *finish, float *values, ptrdiff_t count) {
  kernels(instructions)->finish_row(finish, values, count);
}

void ck_combine_planes(
    ck_instructions instructions, const ck_planes *planes, const ck_tap *taps,
    ptrdiff_t tap_count, const float *weights, ptrdiff_t outputs) {
  kernels(instructions)->combine_planes(planes, taps, tap_count, weights, outputs);
}

void ck_combine_rows(
    ck_instructions instructions, const float *rows, ptrdiff_t distance, const float *weights,
    ptrdiff_t taps, float *output, ptrdiff_t count) {
  kernels(instructions)->combine_rows(rows, distance, weights, taps, output, count);
}

void ck_combine_columns(
    ck_instructions instructions, const ck_line *line, const float *weights, ptrdiff_t taps,
    ptrdiff_t channels) {
  kernels(instructions)->combine_columns(line, weights, taps, channels);
}

void ck_filter_columns(
    ck_instructions instructions, const ck_line *line, const ck_filter *filter) {
  kernels(instructions)->filter_columns(line, filter);
}

void ck_premultiply(
    ck_instructions instructions, float *pixels, ptrdiff_t count, ptrdiff_t channels,
    float maximum) {
  kernels(instructions)->premultiply(pixels, count, channels, maximum);
}

void ck_unpremultiply(
    ck_instructions instructions, float *pixels, ptrdiff_t count, ptrdiff_t channels, float maximum,
    float threshold) {
  kernels(instructions)->unpremultiply(pixels, count, channels, maximum, threshold);
}

void ck_flatten(
    ck_instructions instructions, float *pixels, ptrdiff_t count, ptrdiff_t channels,
    ptrdiff_t colours, float maximum, const float *background) {
  kernels(instructions)->flatten(pixels, count, channels, colours, maximum, background);
}

void ck_encode_light(
    ck_instructions instructions, float *pixels, ptrdiff_t count, ptrdiff_t channels,
    const ck_curve *curves, ptrdiff_t curve_count) {
  kernels(instructions)->encode_light(pixels, count, channels, curves, curve_count);
}

void ck_rearrange(
    ck_instructions instructions, const ck_pattern *pattern, const float *source,
    ptrdiff_t source_length, float *target, ptrdiff_t length) {
  kernels(instructions)->rearrange(pattern, source, source_length, target, length);
}

void ck_weave_rows(
    ck_instructions instructions, const ck_weave *weave, const ck_woven_line *lines,
    ptrdiff_t line_count, float *const outputs[2], ptrdiff_t rows, ptrdiff_t length) {
  kernels(instructions)->weave_rows(weave, lines, line_count, outputs, rows, length);
}

void ck_colours_differ(
    ck_instructions instructions, const ck_colour_distance *distance,
    const uint16_t *const one[3], const uint16_t *const other[3], ptrdiff_t count,
    uint8_t *differ) {
  kernels(instructions)->colours_differ(distance, one, other, count, differ);
}

void ck_add_gram(
    ck_instructions instructions, const int16_t *numbers, ptrdiff_t columns, int64_t weight,
    int64_t *sums) {
  kernels(instructions)->add_gram(numbers, columns, weight, sums);
}

ck_difference_sums ck_sum_differences(
    ck_instructions instructions, const uint16_t *one, const uint16_t *other, ptrdiff_t count,
    uint16_t *largest) {
  return kernels(instructions)->sum_differences(one, other, count, largest);
}

double ck_sum_luma_squares(
    ck_instructions instructions, const uint16_t *one, const uint16_t *other, ptrdiff_t plane,
    ptrdiff_t count) {
  return kernels(instructions)->sum_luma_squares(one, other, plane, count);
}

ptrdiff_t ck_count_marked(
    ck_instructions instructions, const uint16_t *numbers, ptrdiff_t count, uint16_t *largest) {
  return kernels(instructions)->count_marked(numbers, count, largest);
}

void ck_spread_bytes(
    ck_instructions instructions, const uint8_t *pixels, ptrdiff_t channels, ptrdiff_t count,
    uint16_t *planes, ptrdiff_t plane) {
  kernels(instructions)->spread_bytes(pixels, channels, count, planes, plane);
}

void ck_choose_leaves(
    ck_instructions instructions, const ck_bank_node *nodes, const ck_bank_pixels *pixels,
    ck_bank_choice *choices) {
  kernels(instructions)->choose_leaves(nodes, pixels, choices);
}

void ck_apply_leaves(
    ck_instructions instructions, const ck_leaves *leaves, const ck_bank_pixels *pixels,
    const ck_bank_choice *choices, float *output, ptrdiff_t output_distance) {
  kernels(instructions)->apply_leaves(leaves, pixels, choices, output, output_distance);
}

void ck_winograd_weights(
    ck_instructions instructions, const float *taps, ptrdiff_t tap_step, ptrdiff_t channels,
    float *places, ptrdiff_t place_step) {
  kernels(instructions)->winograd_weights(taps, tap_step, channels, places, place_step);
}

void ck_winograd_inputs(
    ck_instructions instructions, const float *pixels, ptrdiff_t row_step, ptrdiff_t channels,
    float *places, ptrdiff_t place_step) {
  kernels(instructions)->winograd_inputs(pixels, row_step, channels, places, place_step);
}

void ck_winograd_outputs(
    ck_instructions instructions, const float *places, ptrdiff_t place_step, ptrdiff_t channels,
    const ck_tile *tile, const ck_finish *finish) {
  kernels(instructions)->winograd_outputs(places, place_step, channels, tile, finish);
}

void ck_combine_row_list(
    ck_instructions instructions, const float *const *rows, const float *weights, ptrdiff_t taps,
    float *output, ptrdiff_t count) {
  kernels(instructions)->combine_row_list(rows, weights, taps, output, count);
}

void ck_srgb_to_light(ck_instructions instructions, float *codes, ptrdiff_t count) {
  kernels(instructions)->srgb_to_light(codes, count);
}

void ck_light_to_ycxcz(
    ck_instructions instructions, const float *const light[3], float *const opponents[3],
    ptrdiff_t count) {
  kernels(instructions)->light_to_ycxcz(light, opponents, count);
}

double ck_flip_errors(
    ck_instructions instructions, const ck_flip_row *row, const ck_flip_distances *distances,
    ptrdiff_t count) {
  return kernels(instructions)->flip_errors(row, distances, count);
}

void ck_light_to_xyb(
    ck_instructions instructions, const float *const light[3], float *const xyb[3],
    ptrdiff_t count) {
  kernels(instructions)->light_to_xyb(light, xyb, count);
}

void ck_halve_rows(
    ck_instructions instructions, const float *upper, const float *lower, float *output,
    ptrdiff_t width) {
  kernels(instructions)->halve_rows(upper, lower, output, width);
}

void ck_smooth_rows(
    ck_instructions instructions, const ck_oscillators *oscillators, const float *one,
    const float *other, ptrdiff_t distance, float *output, ptrdiff_t output_distance,
    ptrdiff_t rows, ptrdiff_t count) {
  kernels(instructions)->smooth_rows(
      oscillators, one, other, distance, output, output_distance, rows, count);
}

void ck_smooth_columns(
    ck_instructions instructions, const ck_oscillators *oscillators, const float *const *above,
    const float *const *below, ptrdiff_t rows, float *state, ptrdiff_t state_distance,
    float *output, ptrdiff_t output_distance, ptrdiff_t count) {
  kernels(instructions)->smooth_columns(
      oscillators, above, below, rows, state, state_distance, output, output_distance, count);
}

void ck_structure_errors(
    ck_instructions instructions, const ck_moments *moments, ptrdiff_t count, double sums[2]) {
  kernels(instructions)->structure_errors(moments, count, sums);
}

void ck_edge_errors(
    ck_instructions instructions, const float *one, const float *other,
    const ck_moments *smoothed, ptrdiff_t count, double sums[4]) {
  kernels(instructions)->edge_errors(one, other, smoothed, count, sums);
}
