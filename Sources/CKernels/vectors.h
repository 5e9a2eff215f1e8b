// A vector of LANES floats, in memory of any alignment.

#include <string.h>

typedef float vec __attribute__((ext_vector_type(LANES)));
typedef int32_t mask __attribute__((ext_vector_type(LANES)));
typedef vec unaligned_vec __attribute__((aligned(4), may_alias));
typedef mask unaligned_mask __attribute__((aligned(4), may_alias));

static inline __attribute__((always_inline)) vec load(const float *from) {
  return *(const unaligned_vec *)from;
}

static inline __attribute__((always_inline)) mask load_numbers(const int32_t *from) {
  return *(const unaligned_mask *)from;
}

static inline __attribute__((always_inline)) void store(float *to, vec value) {
  *(unaligned_vec *)to = value;
}
