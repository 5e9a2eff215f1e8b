#include "include/learned.h"

// C23, and of compilers for C17 an extension that they know.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t photo2[] = {
#embed "networks/photo-2.onnx"
};
static const uint8_t photo3[] = {
#embed "networks/photo-3.onnx"
};
static const uint8_t photo4[] = {
#embed "networks/photo-4.onnx"
};
static const uint8_t clean2[] = {
#embed "networks/photo-clean-2.onnx"
};
static const uint8_t clean3[] = {
#embed "networks/photo-clean-3.onnx"
};
static const uint8_t clean4[] = {
#embed "networks/photo-clean-4.onnx"
};

enum { LEAST_SCALE = 2, MOST_SCALE = 4 };

#define FILE_OF(bytes) {bytes, sizeof bytes}

static const cl_file files[][MOST_SCALE - LEAST_SCALE + 1] = {
    [CL_PHOTO] = {FILE_OF(photo2), FILE_OF(photo3), FILE_OF(photo4)},
    [CL_PHOTO_CLEAN] = {FILE_OF(clean2), FILE_OF(clean3), FILE_OF(clean4)},
};

cl_file cl_network(cl_trained network, int scale) {
  if (scale < LEAST_SCALE || scale > MOST_SCALE) return (cl_file){0};
  return files[network][scale - LEAST_SCALE];
}
