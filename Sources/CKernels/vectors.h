// A vector of LANES floats in memory of any alignment, or the first few lanes
// of one.

#include <string.h>

typedef float vec __attribute__((ext_vector_type(LANES)));
typedef int32_t mask __attribute__((ext_vector_type(LANES)));
typedef vec unaligned_vec __attribute__((aligned(4), may_alias));

static inline __attribute__((always_inline)) vec load(const float *from) {
  return *(const unaligned_vec *)from;
}

static inline __attribute__((always_inline)) void store(float *to, vec value) {
  *(unaligned_vec *)to = value;
}

static inline __attribute__((always_inline)) vec load_lanes(const float *from, int64_t lanes) {
  vec value = 0;
  memcpy(&value, from, (size_t)lanes * sizeof(float));
  return value;
}

static inline __attribute__((always_inline)) void store_lanes(
    float *to, vec value, int64_t lanes) {
  memcpy(to, &value, (size_t)lanes * sizeof(float));
}
