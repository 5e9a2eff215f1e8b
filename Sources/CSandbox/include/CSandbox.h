#ifndef CSANDBOX_H
#define CSANDBOX_H

// What the system lets a process give up: rights on files by Landlock, system
// calls by seccomp.
//
// Nothing given up comes back, for this thread and those that it starts
// afterwards. Where the kernel knows nothing of it, nothing is given up.

#include <stdbool.h>
#include <stddef.h>

/// What may be done with a place in spite of the rest.
typedef enum __attribute__((enum_extensibility(closed))) csb_access {
  /// To open this very file, which may be a device or a pipe, and write to it.
  CSB_WRITE __attribute__((swift_name("write"))),
  /// To make, replace and remove files and to make folders, in this folder and
  /// those within.
  CSB_WRITE_WITHIN __attribute__((swift_name("writeWithin"))),
} csb_access;

/// A place, open with O_PATH.
typedef struct csb_place {
  int descriptor;
  csb_access access;
} csb_place;

// landlock.c

/// Opens a place for what is to be done with it: a folder, to write within. Returns
/// -1 with errno set on failure.
int csb_open_place(const char *path, csb_access access);

/// The version of Landlock that the kernel has, or 0 where it has none.
int csb_landlock_version(void);
/// Leaves the thread the right to write only to the places, to execute nothing,
/// and as far as the version goes to use no TCP port, no device's ioctl, no
/// abstract socket and no signal of a process outside. Files may be read, and
/// those that are open stay as they are.
/// Returns whether it is so: all of it or nothing.
bool csb_restrict_files(const csb_place *places, size_t count);

// calls.c

/// Makes the system refuse the calls that open sockets, start programs, look
/// into other processes or load code into the kernel, with EPERM. Returns whether
/// it does.
bool csb_restrict_calls(void);

// rights.c

/// Whether whoever started the program has not all of the rights that it runs
/// with: its file has the set-user-ID or set-group-ID bit, or capabilities.
bool csb_has_foreign_rights(void);

#endif
