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
bool __wrap_ck_has_memory(int64_t bytes) { return bytes <= 1 << 30; }

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
