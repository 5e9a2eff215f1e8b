// The kernels that were fitted to photographs and come with the program, as .bank files.

#ifndef CL_LEARNED_H
#define CL_LEARNED_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
  // One kernel, for what photographs went through.
  CL_SHARP,
  // Many, for the same.
  CL_DETAIL,
  // Many, for pictures that were reduced by a bicubic filter and by nothing else.
  CL_DETAIL_CLEAN,
} cl_kernel;

// The bytes of a .bank file.
typedef struct {
  const uint8_t *bytes;
  size_t count;
} cl_file;

// The kernels for a scale of 2 to 4; no bytes for another one.
cl_file cl_learned(cl_kernel kernel, int scale);

#endif
