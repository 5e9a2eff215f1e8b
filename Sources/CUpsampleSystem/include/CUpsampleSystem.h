#ifndef CUPSAMPLESYSTEM_H
#define CUPSAMPLESYSTEM_H

// What the system does for the modules above: files and streams, temporary files
// and crashes, memory and processors. It needs no library but libc.
//
// Descriptors belong to the caller and are never closed here.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

// files.c

/// The flag O_PATH of open(2), which Swift does not see.
extern const int cus_path_flag;
/// Opens a new file without a name for reading and writing, on the folder's file
/// system. Returns -1 with errno set on failure.
int cus_open_anonymous(const char *folder);
/// Opens a new file in memory for reading and writing. Returns -1 with errno set on
/// failure.
int cus_open_memory(void);

/// Reads up to count bytes, whatever signals interrupt, and waits where the
/// descriptor does not. Returns their number, 0 at the end, or -1 with errno set.
ptrdiff_t cus_read(int descriptor, void *bytes, size_t count);
/// Reads up to count bytes of a file at an offset, which does not move. Returns
/// their number, smaller where the file ends or can't be read; error_number is
/// changed only in the latter case.
size_t cus_read_at(
    int descriptor, void *bytes, size_t count, int64_t offset, int *error_number);
/// Writes all bytes as cus_read reads. Returns 0 or the system's error number.
int cus_write_all(int descriptor, const void *bytes, size_t count);
/// Sets when an open file's bytes were changed last. Returns 0 or the system's error
/// number.
int cus_set_modified(int descriptor, struct timespec time);
/// Locks an open file unless another process or descriptor has locked it.
/// Returns 0 or the system's error number, EWOULDBLOCK when it is locked.
int cus_lock(int descriptor);
/// Gives a file a name in the folder that must not be taken. Returns 0 or the
/// system's error number, EEXIST when the name is taken.
int cus_rename_exclusively(int folder, const char *from, const char *to);

/// Called before a temporary file is made, and after it is made and remembered.
/// The thread blocks all signals meanwhile. Between the two
/// cus_temporaries_remove waits; after that, the first one never returns.
void cus_temporary_begin(void);
void cus_temporary_end(void);
/// Remembers the name of a temporary file for cus_temporaries_remove. The
/// folder stays open until the name is forgotten. Returns a slot, or -1 when
/// all are taken or the name is longer than 63 bytes.
int cus_temporary_remember(int folder, const char *name);
void cus_temporary_forget(int slot);
/// Unlinks every remembered file, and lets no more be made: the process is about
/// to end. Safe to call from a signal handler.
void cus_temporaries_remove(void);

// crashes.c

/// Makes the signals that a defect raises, such as SIGSEGV, write the line
/// "crashed" to the descriptor before they end the process; none for -1.
void cus_crashes_tell(int descriptor);
/// Makes them remove the temporary files too.
void cus_crashes_clean_up(void);

// source.c: a file or stream, read through a buffer.

typedef struct cus_source cus_source;

/// A reader of the descriptor from where it stands, or NULL without memory.
cus_source *cus_source_create(int descriptor);
void cus_source_destroy(cus_source *source);
/// Forgets what was buffered, after the descriptor was moved.
void cus_source_reset(cus_source *source);
/// Copies up to count <= 512 bytes ahead without taking them; fewer at the
/// file's end. Returns their number, or -1 with error_number.
int cus_source_peek(cus_source *source, uint8_t *bytes, size_t count, int *error_number);
/// Keeps a copy of all that is taken from here on, of limit bytes at most.
void cus_source_start_recording(cus_source *source, size_t limit);
/// What was read since then, and maybe some bytes ahead. It is valid until the
/// source is next used.
const uint8_t *cus_source_recording(cus_source *source, size_t *count);
/// Frees the copy.
void cus_source_stop_recording(cus_source *source);
/// Reads more behind the bytes not taken yet, for which there must be room.
/// Returns false at the file's end and on an error.
bool cus_source_fill(cus_source *source);
/// Takes exactly count bytes; false when there are fewer.
bool cus_source_take(cus_source *source, uint8_t *bytes, size_t count);
/// Takes all bytes that are buffered, and tells their number. They are valid until
/// the source is next used.
const uint8_t *cus_source_take_buffered(cus_source *source, size_t *count);
/// The offset of the next byte not taken yet.
int64_t cus_source_position(const cus_source *source);
/// What the last read failed with, or 0.
int cus_source_error(const cus_source *source);

// memory.c

/// Lets the process keep up to 64 MiB of freed memory instead of returning it to
/// the system with every strip.
void cus_keep_freed_memory(void);

/// Lets go of the pages of the program's and its libraries' files: what is needed of them is
/// mapped again where it is. The system maps much around what is run, so most of them belong
/// to what is run once, or never.
void cus_let_go_of_code(void);

/// Whether the system gives that many bytes, in one piece.
bool cus_has_memory(ptrdiff_t bytes);

/// Asks for large pages behind a block that has not been written yet, if it is
/// of the size that the allocator maps anew each time: the first writes to such
/// a block otherwise cost more than what is computed.
void cus_prefer_large_pages(void *memory, ptrdiff_t bytes);

/// Makes every byte of a block zero. Pages that the allocator maps anew each time
/// are given back first, for the system clears those that it hands out: to write
/// zeros over them would be to clear them twice.
void cus_clear(void *memory, ptrdiff_t bytes);

// processors.c

/// The number of processors that this process may run on.
ptrdiff_t cus_processors(void);

/// Lets the processor rest for a moment between two looks at a variable.
static inline void cus_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}

#endif
