#include "CSandbox.h"

#include <errno.h>
#include <seccomp.h>

// Those that a processor has not are negative, and the library passes over them.
static const int refused[] = {
    // The network, and all other ways to talk to another process.
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(io_uring_setup),
    // Programs.
    SCMP_SYS(execve), SCMP_SYS(execveat),
    // Other processes.
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_getfd),
    // The kernel and what it keeps for all.
    SCMP_SYS(bpf), SCMP_SYS(userfaultfd), SCMP_SYS(perf_event_open), SCMP_SYS(keyctl),
    SCMP_SYS(mount), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(init_module),
    SCMP_SYS(finit_module), SCMP_SYS(kexec_load),
};

static bool refuse_all(scmp_filter_ctx filter) {
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0) != 0) return false;
  }
  return true;
}

bool csb_restrict_calls(void) {
  // Other calls stay as they are: which ones a C library makes is its own affair.
  // Calls by the numbers of another processor end the process, the library's default.
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == NULL) return false;
  bool is_restricted = refuse_all(filter) && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return is_restricted;
}
