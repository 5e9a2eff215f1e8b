// Any machine: four lanes. Where the processor can't fuse a multiplication with
// its addition, the C library does: slowly, but the bits are the same.

#include "kernels.h"

#define LANES 4
#define ROWS 4
#define VECTORS 2
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#define KERNELS ck_portable
#include "vectors.h"

static inline __attribute__((always_inline)) vec load_lanes(const float *from, int64_t lanes) {
  vec value = 0;
  for (int64_t i = 0; i < lanes; i++) value[i] = from[i];
  return value;
}

static inline __attribute__((always_inline)) void store_lanes(
    float *to, vec value, int64_t lanes) {
  for (int64_t i = 0; i < lanes; i++) to[i] = value[i];
}

static inline __attribute__((always_inline)) vec moved(
    vec target, vec source, const ck_move *move) {
  for (int i = 0; i < LANES; i++) {
    if (move->mask[i]) target[i] = source[move->lanes[i]];
  }
  return target;
}

// The same for two moves that fill all lanes.
static inline __attribute__((always_inline)) vec moved_pair(
    vec first, vec second, const ck_move *moves) {
  return moved(moved((vec)0, first, moves), second, moves + 1);
}

// The lanes of a vector that the numbers tell.
static inline __attribute__((always_inline)) vec picked(vec from, mask lanes) {
  vec value;
  for (int i = 0; i < LANES; i++) value[i] = from[lanes[i]];
  return value;
}

// The floats of a table that the numbers tell.
static inline __attribute__((always_inline)) vec entries(const float *table, mask numbers) {
  vec value;
  for (int i = 0; i < LANES; i++) value[i] = table[numbers[i]];
  return value;
}

#include "multiply.h"
#include "rows.h"
#include "rearrange.h"
#include "weave.h"
#include "lines.h"
#include "alpha.h"
#include "light.h"
#include "table.h"
