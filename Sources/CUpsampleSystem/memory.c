#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "CUpsampleSystem.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef __linux__
#include <link.h>
#endif

void cus_keep_freed_memory(void) {
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

#ifdef __linux__
// Whether relocations write to the code of a program or library: what they wrote would be lost.
static bool is_relocated(const struct dl_phdr_info *object) {
  for (size_t index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[index];
    if (part->p_type != PT_DYNAMIC) continue;
    const ElfW(Dyn) *entry = (const void *)(object->dlpi_addr + part->p_vaddr);
    for (; entry->d_tag != DT_NULL; entry++) {
      if (entry->d_tag == DT_TEXTREL) return true;
      if (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL)) return true;
    }
  }
  return false;
}

// Lets go of the parts that nothing writes to.
static int let_go(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size, (void)unused;
  if (is_relocated(object)) return 0;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (size_t index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[index];
    if (part->p_type != PT_LOAD || (part->p_flags & PF_W)) continue;
    uintptr_t start = (object->dlpi_addr + part->p_vaddr + page - 1) / page * page;
    uintptr_t end = (object->dlpi_addr + part->p_vaddr + part->p_memsz) / page * page;
    if (start < end) madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 0;
}
#endif

void cus_let_go_of_code(void) {
#ifdef __linux__
  dl_iterate_phdr(let_go, NULL);
#endif
}

#ifdef __linux__
// The whole pages of a block of the size that the allocator maps anew each
// time, or none of a smaller one's.
static ptrdiff_t mapped_pages(void *memory, ptrdiff_t bytes, char **first) {
  if (bytes < 32 << 20) return 0;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t start = ((uintptr_t)memory + page - 1) / page * page;
  *first = (char *)start;
  return (ptrdiff_t)(((uintptr_t)memory + (uintptr_t)bytes) / page * page - start);
}
#endif

bool cus_has_memory(ptrdiff_t bytes) {
  // A compiler that sees what becomes of the block may leave out the whole pair. A
  // refusal is an answer here, but the end of a process that does not bear those of
  // malloc.
  void *volatile block = realloc(NULL, bytes > 0 ? (size_t)bytes : 1);
  bool is_there = block != NULL;
  free(block);
  return is_there;
}

void cus_prefer_large_pages(void *memory, ptrdiff_t bytes) {
#ifdef __linux__
  char *first;
  ptrdiff_t pages = mapped_pages(memory, bytes, &first);
  // A hint: without large pages everything is the same, but slower.
  if (pages > 0) madvise(first, (size_t)pages, MADV_HUGEPAGE);
#else
  (void)memory, (void)bytes;
#endif
}

void cus_clear(void *memory, ptrdiff_t bytes) {
#ifdef __linux__
  char *first;
  ptrdiff_t pages = mapped_pages(memory, bytes, &first);
  if (pages > 0 && madvise(first, (size_t)pages, MADV_DONTNEED) == 0) {
    memset(memory, 0, (size_t)(first - (char *)memory));
    memset(first + pages, 0, (size_t)((char *)memory + bytes - (first + pages)));
    return;
  }
#endif
  memset(memory, 0, (size_t)bytes);
}
