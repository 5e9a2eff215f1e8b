// The kernels by instructions of any machine.

#define INSTRUCTIONS "portable.def"
#define KERNELS ck_portable
#include "templates/kernels.def"
