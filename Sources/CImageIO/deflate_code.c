#define _GNU_SOURCE
#include "CImageIO.h"

// ISA-L's level 3 finds matches by one of three codes, which it chooses by the
// processor. One looks at 16 places of the input before it notes them, one at 8,
// one at each by itself, so they find other matches. The choice can't be asked
// for. But the library calls its own code by names, which a program that has
// functions of these names answers: the dynamic linker looks there first. Where
// the library keeps its code to itself, they only pass on to its own choice.

#ifdef __x86_64__
#include <dlfcn.h>
#include <stdatomic.h>

#define WEAK __attribute__((weak))

// What the library has; absent where it has been built or named otherwise.
extern WEAK uint64_t gen_icf_map_lh1_04(void *stream, void *matches, uint64_t count);
extern WEAK uint64_t gen_icf_map_lh1_06(void *stream, void *matches, uint64_t count);
extern WEAK void set_long_icf_fg_base(uint8_t *, uint64_t, uint64_t, void *matches);
extern WEAK void set_long_icf_fg_04(uint8_t *, uint64_t, uint64_t, void *matches);
extern WEAK void set_long_icf_fg_06(uint8_t *, uint64_t, uint64_t, void *matches);
extern WEAK void icf_body_hash1_fillgreedy_lazy(void *stream);
extern WEAK void icf_body_lazyhash1_fillgreedy_greedy(void *stream);

// What the library calls.
WEAK uint64_t gen_icf_map_lh1(void *stream, void *matches, uint64_t count);
WEAK void set_long_icf_fg(uint8_t *input, uint64_t done, uint64_t count, void *matches);
WEAK void isal_deflate_icf_body_lvl3(void *stream);

/// Whether the library has what the functions choose from.
static bool has_codes(void) {
  return gen_icf_map_lh1_04 != NULL && set_long_icf_fg_base != NULL &&
         set_long_icf_fg_04 != NULL && icf_body_hash1_fillgreedy_lazy != NULL &&
         icf_body_lazyhash1_fillgreedy_greedy != NULL;
}

/// The library's own function of the name, which has the type of the other.
#define OWN(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))

enum { UNKNOWN = -1 };
static _Atomic int code = UNKNOWN;

/// What the library itself would choose.
static int machine_code(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) {
    return CIO_DEFLATE_PORTABLE;
  }
  bool is_wide = gen_icf_map_lh1_06 != NULL && set_long_icf_fg_06 != NULL &&
                 __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
                 __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                 __builtin_cpu_supports("avx512vl");
  return is_wide ? CIO_DEFLATE_AVX512 : CIO_DEFLATE_AVX2;
}

static int chosen_code(void) {
  int known = atomic_load_explicit(&code, memory_order_relaxed);
  if (known != UNKNOWN) return known;
  int machine = machine_code();
  atomic_compare_exchange_strong(&code, &known, machine);
  return known == UNKNOWN ? machine : known;
}

bool cio_deflate_limit(cio_deflate_code widest) {
  int machine = machine_code();
  atomic_store(&code, (int)widest < machine ? (int)widest : machine);
  return has_codes();
}

uint64_t gen_icf_map_lh1(void *stream, void *matches, uint64_t count) {
  if (!has_codes()) return OWN(gen_icf_map_lh1)(stream, matches, count);
  return chosen_code() == CIO_DEFLATE_AVX512 ? gen_icf_map_lh1_06(stream, matches, count)
                                             : gen_icf_map_lh1_04(stream, matches, count);
}

void set_long_icf_fg(uint8_t *input, uint64_t done, uint64_t count, void *matches) {
  if (!has_codes()) return OWN(set_long_icf_fg)(input, done, count, matches);
  switch (chosen_code()) {
    case CIO_DEFLATE_AVX512: return set_long_icf_fg_06(input, done, count, matches);
    case CIO_DEFLATE_AVX2: return set_long_icf_fg_04(input, done, count, matches);
    default: return set_long_icf_fg_base(input, done, count, matches);
  }
}

void isal_deflate_icf_body_lvl3(void *stream) {
  if (!has_codes()) return OWN(isal_deflate_icf_body_lvl3)(stream);
  if (chosen_code() == CIO_DEFLATE_PORTABLE) return icf_body_hash1_fillgreedy_lazy(stream);
  icf_body_lazyhash1_fillgreedy_greedy(stream);
}

#else

bool cio_deflate_limit(cio_deflate_code widest) { return widest == CIO_DEFLATE_PORTABLE; }

#endif
