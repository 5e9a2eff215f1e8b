// AVX2 with fused multiply-add: eight lanes, 16 registers.

#include "kernels.h"

#ifdef __x86_64__
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define LANES 8
#define ROWS 4
#define VECTORS 3
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#define KERNELS ck_avx2
#include "vectors.h"
#include "multiply.h"
#include "rows.h"
#include "lines.h"
#include "table.h"

#pragma clang attribute pop
#endif
