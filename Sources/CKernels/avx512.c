// The kernels by AVX-512.

#ifdef __x86_64__
#include <immintrin.h>

#include "kernels.h"

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)

#define INSTRUCTIONS "avx512.def"
#define KERNELS ck_avx512
#include "templates/kernels.def"

#pragma clang attribute pop
#endif
