// Any machine: four lanes, each product rounded before it is added.

#include "kernels.h"

#pragma clang fp contract(off)

#define LANES 4
#define ROWS 4
#define VECTORS 2
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#define KERNELS ck_portable
#include "vectors.h"
#include "multiply.h"
#include "rows.h"
#include "table.h"
