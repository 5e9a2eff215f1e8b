#include "include/learned.h"

// C23, and of compilers for C17 an extension that they know.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t sharp2[] = {
#embed "kernels/sharp-2.bank"
};
static const uint8_t sharp3[] = {
#embed "kernels/sharp-3.bank"
};
static const uint8_t sharp4[] = {
#embed "kernels/sharp-4.bank"
};
static const uint8_t detail2[] = {
#embed "kernels/detail-2.bank"
};
static const uint8_t detail3[] = {
#embed "kernels/detail-3.bank"
};
static const uint8_t detail4[] = {
#embed "kernels/detail-4.bank"
};
static const uint8_t clean2[] = {
#embed "kernels/detail-clean-2.bank"
};
static const uint8_t clean3[] = {
#embed "kernels/detail-clean-3.bank"
};
static const uint8_t clean4[] = {
#embed "kernels/detail-clean-4.bank"
};
static const uint8_t photo2[] = {
#embed "networks/photo-2.onnx"
};
static const uint8_t photo3[] = {
#embed "networks/photo-3.onnx"
};
static const uint8_t photo4[] = {
#embed "networks/photo-4.onnx"
};
static const uint8_t photo_clean2[] = {
#embed "networks/photo-clean-2.onnx"
};
static const uint8_t photo_clean3[] = {
#embed "networks/photo-clean-3.onnx"
};
static const uint8_t photo_clean4[] = {
#embed "networks/photo-clean-4.onnx"
};

enum { LEAST_SCALE = 2, MOST_SCALE = 4 };

#define FILE_OF(bytes) {bytes, sizeof bytes}

static const cl_file kernels[][MOST_SCALE - LEAST_SCALE + 1] = {
    [CL_SHARP] = {FILE_OF(sharp2), FILE_OF(sharp3), FILE_OF(sharp4)},
    [CL_DETAIL] = {FILE_OF(detail2), FILE_OF(detail3), FILE_OF(detail4)},
    [CL_DETAIL_CLEAN] = {FILE_OF(clean2), FILE_OF(clean3), FILE_OF(clean4)},
};

static const cl_file networks[][MOST_SCALE - LEAST_SCALE + 1] = {
    [CL_PHOTO] = {FILE_OF(photo2), FILE_OF(photo3), FILE_OF(photo4)},
    [CL_PHOTO_CLEAN] = {FILE_OF(photo_clean2), FILE_OF(photo_clean3), FILE_OF(photo_clean4)},
};

static cl_file file_for(const cl_file *files, int scale) {
  return scale < LEAST_SCALE || scale > MOST_SCALE ? (cl_file){0} : files[scale - LEAST_SCALE];
}

cl_file cl_learned(cl_kernel kernel, int scale) { return file_for(kernels[kernel], scale); }

cl_file cl_network(cl_trained network, int scale) { return file_for(networks[network], scale); }
