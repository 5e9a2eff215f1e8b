// AVX2 with fused multiply-add: eight lanes, 16 registers.

#include "kernels.h"

#ifdef __x86_64__
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define LANES 8
#define ROWS 6
#define VECTORS 2
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#define KERNELS ck_avx2
#include "vectors.h"

static inline __attribute__((always_inline)) __m256i first_lanes(int64_t lanes) {
  __m256i numbers = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)lanes), numbers);
}

static inline __attribute__((always_inline)) vec load_lanes(const float *from, int64_t lanes) {
  return (vec)_mm256_maskload_ps(from, first_lanes(lanes));
}

static inline __attribute__((always_inline)) void store_lanes(
    float *to, vec value, int64_t lanes) {
  _mm256_maskstore_ps(to, first_lanes(lanes), (__m256)value);
}

static inline __attribute__((always_inline)) vec moved(
    vec target, vec source, const ck_move *move) {
  __m256i lanes = _mm256_loadu_si256((const __m256i *)move->lanes);
  __m256i mask = _mm256_loadu_si256((const __m256i *)move->mask);
  __m256 value = _mm256_permutevar8x32_ps((__m256)source, lanes);
  return (vec)_mm256_blendv_ps((__m256)target, value, (__m256)mask);
}

// The same for two moves that fill all lanes.
static inline __attribute__((always_inline)) vec moved_pair(
    vec first, vec second, const ck_move *moves) {
  return moved(moved((vec)0, first, moves), second, moves + 1);
}

// The lanes of a vector that the numbers tell.
static inline __attribute__((always_inline)) vec picked(vec from, mask lanes) {
  return (vec)_mm256_permutevar8x32_ps((__m256)from, (__m256i)lanes);
}

// The floats of a table that the numbers tell.
static inline __attribute__((always_inline)) vec entries(const float *table, mask numbers) {
  return (vec)_mm256_i32gather_ps(table, (__m256i)numbers, 4);
}

#include "multiply.h"
#include "rows.h"
#include "rearrange.h"
#include "weave.h"
#include "lines.h"
#include "alpha.h"
#include "light.h"
#include "table.h"

#pragma clang attribute pop
#endif
