// What each instruction set provides, and how dispatch.c finds it.

#ifndef KERNELS_H
#define KERNELS_H

#include "CKernels.h"

typedef struct {
  int64_t lanes;
  int64_t vectors;  // the number of vectors in a row of the widest panel
  void (*multiply)(
      const ck_box *, int64_t, int64_t, const ck_run *, int64_t, const float *, int64_t, ck_mode);
  void (*depthwise)(const ck_row *, const ck_tap *, int64_t, const float *, int64_t);
  void (*maximum)(const ck_row *, const ck_tap *, int64_t);
  void (*combine_rows)(const float *, int64_t, const float *, int64_t, float *, int64_t);
  void (*combine_columns)(const ck_line *, const float *, int64_t, int64_t);
  void (*filter_columns)(const ck_line *, const ck_filter *);
  void (*premultiply)(float *, int64_t, int64_t, float);
  void (*unpremultiply)(float *, int64_t, int64_t, float, float);
  void (*flatten)(float *, int64_t, int64_t, int64_t, float, const float *);
  void (*encode_light)(float *, int64_t, int64_t, const ck_curve *, int64_t);
  void (*rearrange)(const ck_pattern *, const float *, int64_t, float *, int64_t);
  void (*weave_rows)(
      const ck_weave *, const ck_woven_line *, int64_t, float *const *, int64_t, int64_t);
} ck_kernels;

extern const ck_kernels ck_portable;
#ifdef __x86_64__
extern const ck_kernels ck_avx2;
extern const ck_kernels ck_avx512;
#endif

#endif
