#ifndef CPROGRAM_H
#define CPROGRAM_H

// What the program alone does with its process, and no library may.

/// Makes the first memory that malloc and its like are refused from here on the end of
/// the process: clean_up is called, the line goes to standard error, and the status is
/// the process's. Swift's runtime has no other way than to abort, with lines of its own.
///
/// What may well be refused is asked for by calloc or realloc, which return NULL as
/// ever. The line is there as long as the process.
void cp_end_without_memory(const char *line, int status, void (*clean_up)(void));

/// Takes the addresses of the calling thread's stack that calls will need: where
/// addresses are limited, a stack that grows too late ends the process.
void cp_reserve_stack(void);

#endif
