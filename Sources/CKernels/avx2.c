// The kernels by AVX2.

#ifdef __x86_64__
#include <immintrin.h>

#include "kernels.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define INSTRUCTIONS "avx2.def"
#define KERNELS ck_avx2
#include "templates/kernels.def"

#pragma clang attribute pop
#endif
