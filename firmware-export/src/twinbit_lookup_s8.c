#include "twinbit_elementwise.h"

void twinbit_lookup_s8(const TWINBIT_FLASH twinbit_function_table *step, const int8_t *in, int8_t *out)
{
    int32_t i;
    for (i = 0; i < step->elements; i++) {
        out[i] = step->table[(int32_t)in[i] + 128];
    }
}
