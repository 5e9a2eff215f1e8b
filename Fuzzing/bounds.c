// What libFuzzer calls with each input: the target, within bounds of memory and of
// processor time that grow with the input.

#include <sanitizer/allocator_interface.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// Bytes of memory that every input may take, and that each of its bytes adds.
enum { MEMORY = 200 << 20, MEMORY_PER_BYTE = 50 };

// Seconds that every input may take, as instrumented code is slow, and that each of
// its bytes adds.
static const double TIME = 2, TIME_PER_BYTE = 0.0001;

void fuzz_target(const uint8_t *bytes, size_t count);

static atomic_size_t taken, most;
static atomic_bool is_watching;

static void stop(const char *quantity, double value, double limit) {
  is_watching = false;
  fprintf(stderr, "The input takes %g %s, and may take %g.\n", value, quantity, limit);
  abort();
}

static void note_allocation(const volatile void *block, size_t size) {
  (void)block;
  size_t sum = atomic_fetch_add_explicit(&taken, size, memory_order_relaxed) + size;
  if (sum > most && (ptrdiff_t)sum > 0 && is_watching) {
    stop("bytes of memory", (double)sum, (double)most);
  }
}

static void note_release(const volatile void *block) {
  size_t size = block == NULL ? 0 : __sanitizer_get_allocated_size(block);
  atomic_fetch_sub_explicit(&taken, size, memory_order_relaxed);
}

// In place of cus_has_memory, which asks for that much and gives it back. Of a small
// picture that would be a quarter of the time: the sanitizer marks every byte.
bool __wrap_cus_has_memory(int64_t bytes) { return bytes <= 1 << 30; }

// In place of what the instrumentation calls with the sides of each comparison, which
// took half of the time of whole pictures. Of bytes and of two of them libFuzzer makes
// value profiles alone, which are left out. Of larger numbers it remembers those last
// compared, to write them into its inputs: one of SAMPLED is enough.
enum { SAMPLED = 16 };

static _Thread_local unsigned compared;

#define PASSED_OVER(NAME, TYPE) \
  void __wrap___sanitizer_cov_trace_##NAME(TYPE one, TYPE other) { (void)one, (void)other; }

#define SAMPLED_CALL(NAME, TYPE)                                      \
  void __real___sanitizer_cov_trace_##NAME(TYPE one, TYPE other);     \
  void __wrap___sanitizer_cov_trace_##NAME(TYPE one, TYPE other) {    \
    if (++compared % SAMPLED == 0) __real___sanitizer_cov_trace_##NAME(one, other); \
  }

PASSED_OVER(cmp1, uint8_t)
PASSED_OVER(const_cmp1, uint8_t)
PASSED_OVER(cmp2, uint16_t)
PASSED_OVER(const_cmp2, uint16_t)
SAMPLED_CALL(cmp4, uint32_t)
SAMPLED_CALL(const_cmp4, uint32_t)
SAMPLED_CALL(cmp8, uint64_t)
SAMPLED_CALL(const_cmp8, uint64_t)

static double processor_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  return __sanitizer_install_malloc_and_free_hooks(note_allocation, note_release) > 0 ? 0 : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  taken = 0;
  most = MEMORY + MEMORY_PER_BYTE * count;
  is_watching = true;
  double start = processor_seconds();
  fuzz_target(bytes, count);
  double seconds = processor_seconds() - start;
  if (seconds > TIME + TIME_PER_BYTE * (double)count) {
    stop("seconds of processor time", seconds, TIME + TIME_PER_BYTE * (double)count);
  }
  is_watching = false;
  return 0;
}
