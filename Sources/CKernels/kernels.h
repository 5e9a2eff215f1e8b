// What each instruction set provides, and how dispatch.c finds it.

#ifndef KERNELS_H
#define KERNELS_H

#include "CKernels.h"

typedef struct {
  ptrdiff_t lanes;
  ptrdiff_t vectors;  // the number of vectors in a row of the widest panel
  void (*multiply)(
      const ck_box *, ptrdiff_t, ptrdiff_t, const ck_run *, ptrdiff_t, const float *, ptrdiff_t,
      ck_mode,
      const ck_finish *);
  void (*depthwise)(const ck_row *, const ck_tap *, ptrdiff_t, const float *, ptrdiff_t);
  void (*combine_planes)(
      const ck_planes *, const ck_tap *, ptrdiff_t, const float *, ptrdiff_t);
  void (*maximum)(const ck_row *, const ck_tap *, ptrdiff_t);
  void (*mean)(const ck_row *, const ck_tap *, ptrdiff_t, float);
  void (*finish_row)(const ck_finish *, float *, ptrdiff_t);
  void (*combine_rows)(const float *, ptrdiff_t, const float *, ptrdiff_t, float *, ptrdiff_t);
  void (*combine_columns)(const ck_line *, const float *, ptrdiff_t, ptrdiff_t);
  void (*filter_columns)(const ck_line *, const ck_filter *);
  void (*premultiply)(float *, ptrdiff_t, ptrdiff_t, float);
  void (*unpremultiply)(float *, ptrdiff_t, ptrdiff_t, float, float);
  void (*flatten)(float *, ptrdiff_t, ptrdiff_t, ptrdiff_t, float, const float *);
  void (*encode_light)(float *, ptrdiff_t, ptrdiff_t, const ck_curve *, ptrdiff_t);
  void (*colours_differ)(
      const ck_colour_distance *, const uint16_t *const[3], const uint16_t *const[3], ptrdiff_t,
      uint8_t *);
  void (*rearrange)(const ck_pattern *, const float *, ptrdiff_t, float *, ptrdiff_t);
  void (*weave_rows)(
      const ck_weave *, const ck_woven_line *, ptrdiff_t, float *const *, ptrdiff_t, ptrdiff_t);
  void (*add_gram)(const int16_t *, ptrdiff_t, int64_t, int64_t *);
  ck_difference_sums (*sum_differences)(
      const uint16_t *, const uint16_t *, ptrdiff_t, uint16_t *);
  double (*sum_luma_squares)(const uint16_t *, const uint16_t *, ptrdiff_t, ptrdiff_t);
  ptrdiff_t (*count_marked)(const uint16_t *, ptrdiff_t, uint16_t *);
  void (*spread_bytes)(const uint8_t *, ptrdiff_t, ptrdiff_t, uint16_t *, ptrdiff_t);
  void (*choose_leaves)(const ck_bank_node *, const ck_bank_pixels *, ck_bank_choice *);
  void (*apply_leaves)(
      const ck_leaves *, const ck_bank_pixels *, const ck_bank_choice *, float *, ptrdiff_t);
  void (*winograd_weights)(const float *, ptrdiff_t, ptrdiff_t, float *, ptrdiff_t);
  void (*winograd_inputs)(const float *, ptrdiff_t, ptrdiff_t, float *, ptrdiff_t);
  void (*winograd_outputs)(
      const float *, ptrdiff_t, ptrdiff_t, const ck_tile *, const ck_finish *);
  void (*combine_row_list)(
      const float *const *, const float *, ptrdiff_t, float *, ptrdiff_t);
  void (*srgb_to_light)(float *, ptrdiff_t);
  void (*light_to_ycxcz)(const float *const *, float *const *, ptrdiff_t);
  double (*flip_errors)(const ck_flip_row *, const ck_flip_distances *, ptrdiff_t);
  void (*light_to_xyb)(const float *const *, float *const *, ptrdiff_t);
  void (*halve_rows)(const float *, const float *, float *, ptrdiff_t);
  void (*smooth_rows)(
      const ck_oscillators *, const float *, const float *, ptrdiff_t, float *, ptrdiff_t,
      ptrdiff_t, ptrdiff_t);
  void (*smooth_columns)(
      const ck_oscillators *, const float *const *, const float *const *, ptrdiff_t, float *,
      ptrdiff_t, float *, ptrdiff_t, ptrdiff_t);
  void (*structure_errors)(const ck_moments *, ptrdiff_t, double *);
  void (*edge_errors)(const float *, const float *, const ck_moments *, ptrdiff_t, double *);
} ck_kernels;

extern const ck_kernels ck_portable;
#ifdef __x86_64__
extern const ck_kernels ck_avx2;
extern const ck_kernels ck_avx512;
#endif

#endif
