#define _GNU_SOURCE
#include "CSandbox.h"

#include <linux/capability.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool has_capabilities(void) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {{0}};
  if (syscall(SYS_capget, &header, data) != 0) return true;
  return data[0].permitted != 0 || data[1].permitted != 0;
}

bool csb_has_foreign_rights(void) {
  if (getuid() != geteuid() || getgid() != getegid()) return true;
  // Security modules make an execution secure too, without giving it rights.
  return getauxval(AT_SECURE) != 0 && getuid() != 0 && has_capabilities();
}
