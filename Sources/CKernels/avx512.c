// AVX-512: sixteen lanes, 32 registers.

#include "kernels.h"

#ifdef __x86_64__
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)

#define LANES 16
#define ROWS 8
#define VECTORS 3
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#define KERNELS ck_avx512
#include "vectors.h"
#include "multiply.h"
#include "rows.h"
#include "lines.h"
#include "table.h"

#pragma clang attribute pop
#endif
