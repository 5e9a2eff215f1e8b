// The kernels and networks that were fitted to photographs and come with the program.

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

// The bytes of a file.
typedef struct {
  const uint8_t *bytes;
  size_t count;
} cl_file;

// The kernels for a scale of 2 to 4, as a .bank file; no bytes for another one.
cl_file cl_learned(cl_kernel kernel, int scale);

typedef enum {
  // Trained for what photographs went through.
  CL_PHOTO,
  // Trained for pictures that were reduced by a bicubic filter and by nothing else.
  CL_PHOTO_CLEAN,
} cl_trained;

// The network for a scale of 2 to 4, as an .onnx file; no bytes for another one.
cl_file cl_network(cl_trained network, int scale);

#endif
