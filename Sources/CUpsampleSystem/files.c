#define _GNU_SOURCE
#include "CUpsampleSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

const int cus_path_flag = O_PATH;

int cus_open_anonymous(const char *folder) {
  int descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) return descriptor;
  // Some file systems know only files that have had a name.
  char path[PATH_MAX];
  int length = snprintf(path, sizeof path, "%s/upsample-XXXXXX", folder);
  if (length < 0 || (size_t)length >= sizeof path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  descriptor = mkostemp(path, O_CLOEXEC);
  if (descriptor >= 0) unlink(path);
  return descriptor;
}

int cus_open_memory(void) { return memfd_create("upsample", MFD_CLOEXEC); }

/// Whether a call that has failed can be made again: at once after a signal,
/// and where the descriptor never waits, as soon as it is ready.
static bool is_worth_retrying(int descriptor, short event) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
  struct pollfd awaited = {.fd = descriptor, .events = event};
  return poll(&awaited, 1, -1) >= 0 || errno == EINTR;
}

ptrdiff_t cus_read(int descriptor, void *bytes, size_t count) {
  ssize_t taken;
  do {
    taken = read(descriptor, bytes, count);
  } while (taken < 0 && is_worth_retrying(descriptor, POLLIN));
  return taken;
}

size_t cus_read_at(
    int descriptor, void *bytes, size_t count, int64_t offset, int *error_number) {
  size_t taken = 0;
  while (taken < count) {
    ssize_t part = pread(descriptor, (char *)bytes + taken, count - taken, offset + (off_t)taken);
    if (part < 0 && errno == EINTR) continue;
    if (part < 0) *error_number = errno;
    if (part <= 0) break;
    taken += (size_t)part;
  }
  return taken;
}

int cus_write_all(int descriptor, const void *bytes, size_t count) {
  const char *rest = bytes;
  while (count > 0) {
    ssize_t written = write(descriptor, rest, count);
    if (written < 0 && !is_worth_retrying(descriptor, POLLOUT)) return errno;
    if (written > 0) {
      rest += written;
      count -= (size_t)written;
    }
  }
  return 0;
}

int cus_set_modified(int descriptor, struct timespec time) {
  struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, time};
  return futimens(descriptor, times) == 0 ? 0 : errno;
}

int cus_lock(int descriptor) {
  while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

int cus_rename_exclusively(int folder, const char *from, const char *to) {
  int result;
  do {
    result = renameat2(folder, from, folder, to, RENAME_NOREPLACE);
  } while (result != 0 && errno == EINTR);
  if (result == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // Some file systems can't do that, but a link never replaces a name either.
  if (linkat(folder, from, folder, to, 0) != 0) return errno;
  return unlinkat(folder, from, 0) == 0 ? 0 : errno;
}

enum { SLOTS = 4096, NAME_CAPACITY = 64 };

enum slot_state { SLOT_FREE, SLOT_CHANGING, SLOT_TAKEN };

// A signal handler reads a slot only when it is taken, and a taken slot never
// changes but to another state, so it needs no lock.
static struct {
  _Atomic int state;
  int folder;
  char name[NAME_CAPACITY];
} slots[SLOTS];

int cus_temporary_remember(int folder, const char *name) {
  size_t length = strlen(name);
  if (length >= NAME_CAPACITY) return -1;
  for (int slot = 0; slot < SLOTS; slot++) {
    int expected = SLOT_FREE;
    if (!atomic_compare_exchange_strong(&slots[slot].state, &expected, SLOT_CHANGING)) continue;
    slots[slot].folder = folder;
    memcpy(slots[slot].name, name, length + 1);
    atomic_store(&slots[slot].state, SLOT_TAKEN);
    return slot;
  }
  return -1;
}

void cus_temporary_forget(int slot) {
  if (slot >= 0) atomic_store(&slots[slot].state, SLOT_FREE);
}

// How many threads are between making a file and remembering its name, and whether
// the process is about to end and no more may begin to.
static _Atomic int makers;
static _Atomic bool is_closed;

static void pause_briefly(void) {
  struct timespec millisecond = {.tv_nsec = 1000000};
  nanosleep(&millisecond, NULL);
}

void cus_temporary_begin(void) {
  atomic_fetch_add(&makers, 1);
  if (!atomic_load(&is_closed)) return;
  atomic_fetch_sub(&makers, 1);
  for (;;) pause_briefly();
}

void cus_temporary_end(void) { atomic_fetch_sub(&makers, 1); }

void cus_temporaries_remove(void) {
  atomic_store(&is_closed, true);
  // A second, lest a file system that hangs keep the process from ending.
  for (int tries = 0; tries < 1000 && atomic_load(&makers) > 0; tries++) pause_briefly();
  for (int slot = 0; slot < SLOTS; slot++) {
    if (atomic_load(&slots[slot].state) == SLOT_TAKEN) {
      unlinkat(slots[slot].folder, slots[slot].name, 0);
    }
  }
}
