#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Of later versions than the headers may have.
enum {
  ACCESS_FS_TRUNCATE = 1 << 14,  // version 3
  ACCESS_FS_IOCTL_DEV = 1 << 15,  // version 5
  ACCESS_NET_BIND_TCP = 1 << 0,  // version 4
  ACCESS_NET_CONNECT_TCP = 1 << 1,
  SCOPE_ABSTRACT_UNIX_SOCKET = 1 << 0,  // version 6
  SCOPE_SIGNAL = 1 << 1,
};

/// The kernel's attributes of a rule set. Older kernels accept the longer form
/// whose rest is zero.
struct attributes {
  uint64_t files, network, scopes;
};

static const uint64_t writing_file = LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_FS_TRUNCATE;

static const uint64_t writing_within =
    LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_FS_TRUNCATE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR;

/// Everything that a version handles, but for reading.
static struct attributes handled(int version) {
  struct attributes attributes = {
      .files = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
               LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
               LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
               LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
               LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
               LANDLOCK_ACCESS_FS_MAKE_SYM};
  if (version >= 3) attributes.files |= ACCESS_FS_TRUNCATE;
  if (version >= 4) attributes.network = ACCESS_NET_BIND_TCP | ACCESS_NET_CONNECT_TCP;
  if (version >= 5) attributes.files |= ACCESS_FS_IOCTL_DEV;
  if (version >= 6) attributes.scopes = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
  return attributes;
}

static bool add(int rules, const csb_place *place, uint64_t files) {
  struct landlock_path_beneath_attr rule = {
      .parent_fd = place->descriptor,
      .allowed_access = files & (place->access == CSB_WRITE ? writing_file : writing_within)};
  if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0) return true;
  // Pipes without a name are no files to Landlock: it neither forbids nor takes them.
  return errno == EBADFD;
}

int csb_open_place(const char *path, csb_access access) {
  return open(path, O_PATH | O_CLOEXEC | (access == CSB_WRITE_WITHIN ? O_DIRECTORY : 0));
}

int csb_landlock_version(void) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version > 0 ? (int)version : 0;
}

bool csb_restrict_files(const csb_place *places, size_t count) {
  int version = csb_landlock_version();
  if (version == 0) return false;
  struct attributes attributes = handled(version);
  int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  if (rules < 0) return false;
  bool is_whole = true;
  for (size_t i = 0; i < count; i++) is_whole &= add(rules, &places[i], attributes.files);
  bool is_restricted = is_whole && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                       syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  close(rules);
  return is_restricted;
}
