// AVX-512: sixteen lanes, 32 registers.

#include "kernels.h"

#ifdef __x86_64__
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)

#define LANES 16
#define ROWS 8
#define VECTORS 3
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#define KERNELS ck_avx512
#include "vectors.h"

static inline __attribute__((always_inline)) __mmask16 first_lanes(int64_t lanes) {
  return (__mmask16)((1u << lanes) - 1);
}

static inline __attribute__((always_inline)) vec load_lanes(const float *from, int64_t lanes) {
  return (vec)_mm512_maskz_loadu_ps(first_lanes(lanes), from);
}

static inline __attribute__((always_inline)) void store_lanes(
    float *to, vec value, int64_t lanes) {
  _mm512_mask_storeu_ps(to, first_lanes(lanes), (__m512)value);
}

static inline __attribute__((always_inline)) vec moved(
    vec target, vec source, const ck_move *move) {
  __m512i lanes = _mm512_loadu_si512(move->lanes);
  __mmask16 chosen = (__mmask16)move->bits;
  return (vec)_mm512_mask_permutexvar_ps((__m512)target, chosen, lanes, (__m512)source);
}

// The same for two moves that fill all lanes.
static inline __attribute__((always_inline)) vec moved_pair(
    vec first, vec second, const ck_move *moves) {
  __m512i lanes = _mm512_loadu_si512(moves->pair);
  return (vec)_mm512_permutex2var_ps((__m512)first, lanes, (__m512)second);
}

// The lanes of a vector that the numbers tell.
static inline __attribute__((always_inline)) vec picked(vec from, mask lanes) {
  return (vec)_mm512_permutexvar_ps((__m512i)lanes, (__m512)from);
}

// The floats of a table that the numbers tell.
static inline __attribute__((always_inline)) vec entries(const float *table, mask numbers) {
  return (vec)_mm512_i32gather_ps((__m512i)numbers, table, 4);
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
