#define _DEFAULT_SOURCE
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "CKernels.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

void ck_keep_freed_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  // Each arena reserves 64 MiB of addresses, which count where these are limited.
  struct rlimit addresses;
  if (getrlimit(RLIMIT_AS, &addresses) == 0 && addresses.rlim_cur != RLIM_INFINITY) {
    mallopt(M_ARENA_MAX, 1);
  }
#endif
}

void ck_prefer_large_pages(void *memory, int64_t bytes) {
#ifdef MADV_HUGEPAGE
  if (bytes < 32 << 20) return;
  // A page that is only in part the block's is left out.
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t start = ((uintptr_t)memory + page - 1) / page * page;
  uintptr_t end = ((uintptr_t)memory + (uintptr_t)bytes) / page * page;
  // A hint: without large pages everything is the same, but slower.
  madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
  (void)memory, (void)bytes;
#endif
}
