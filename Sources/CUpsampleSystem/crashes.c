#define _GNU_SOURCE
#include "CUpsampleSystem.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static const int defects[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { DEFECTS = sizeof defects / sizeof *defects };

static struct sigaction previous[DEFECTS];
static _Atomic int told = -1;
static atomic_flag is_installed = ATOMIC_FLAG_INIT;

/// Writes the line, removes temporary files, and lets the signal do what it would
/// have done. A fault happens again on return; a signal that was sent has to be
/// sent again.
static void tell(int number, siginfo_t *info, void *context) {
  (void)context;
  static const char line[] = "crashed\n";
  int descriptor = atomic_load(&told);
  if (descriptor >= 0 && write(descriptor, line, sizeof line - 1) < 0) {
    // Nobody is left to hear of it.
  }
  cus_temporaries_remove();
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

void cus_crashes_tell(int descriptor) {
  atomic_store(&told, descriptor);
  if (descriptor >= 0) install();
}

void cus_crashes_clean_up(void) { install(); }
