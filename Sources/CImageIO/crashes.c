#define _GNU_SOURCE
#include "CImageIO.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const int defects[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { DEFECTS = sizeof defects / sizeof *defects };

static struct sigaction previous[DEFECTS];
static _Atomic int told = -1;
static atomic_flag is_installed = ATOMIC_FLAG_INIT;

static const char *memory_line;
static int memory_status;

/// Whether the system refuses even a moderate piece of memory.
static bool lacks_memory(void) {
  size_t size = 32 << 20;
  void *piece = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (piece == MAP_FAILED) return true;
  munmap(piece, size);
  return false;
}

/// Writes the line, removes temporary files, and lets the signal do what it would
/// have done. A fault happens again on return; a signal that was sent has to be
/// sent again. Runtimes that find no memory abort.
static void tell(int number, siginfo_t *info, void *context) {
  (void)context;
  static const char line[] = "crashed\n";
  int descriptor = atomic_load(&told);
  if (descriptor >= 0 && write(descriptor, line, sizeof line - 1) < 0) {
    // Nobody is left to hear of it.
  }
  cio_temporaries_remove();
  if (number == SIGABRT && memory_line != NULL && lacks_memory()) {
    cio_write_all(STDERR_FILENO, memory_line, strlen(memory_line));
    _exit(memory_status);
  }
  for (int i = 0; i < DEFECTS; i++) {
    if (defects[i] == number) sigaction(number, &previous[i], NULL);
  }
  if (info->si_code <= 0) raise(number);
}

static void install(void) {
  if (atomic_flag_test_and_set(&is_installed)) return;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = tell;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < DEFECTS; i++) sigaction(defects[i], &action, &previous[i]);
}

void cio_crashes_tell(int descriptor) {
  atomic_store(&told, descriptor);
  if (descriptor >= 0) install();
}

void cio_crashes_clean_up(const char *line, int status) {
  memory_line = line;
  memory_status = status;
  install();
}
