#define _GNU_SOURCE
#include <sched.h>
#include <unistd.h>

#include "CUpsampleSystem.h"

ptrdiff_t cus_processors(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  return sysconf(_SC_NPROCESSORS_ONLN);
}
