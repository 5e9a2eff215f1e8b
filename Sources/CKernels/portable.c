// Any machine: four lanes. Where the processor can't fuse a multiplication with
// its addition, the C library does: slowly, but the bits are the same.

#include "kernels.h"

#define LANES 4
#define ROWS 4
#define VECTORS 2
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#define KERNELS ck_portable
#include "vectors.h"
#include "multiply.h"
#include "rows.h"
#include "lines.h"
#include "table.h"
