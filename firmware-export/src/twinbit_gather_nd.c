#include <string.h>

#include "twinbit_layout.h"

int twinbit_gather_nd(
    const TWINBIT_FLASH twinbit_gathering_nd *step, const int8_t *in, const int32_t *indices, int8_t *out)
{
    int32_t i;
    int32_t k;
    for (i = 0; i < step->picked; i++) {
        int64_t from = 0;
        for (k = 0; k < step->rank; k++) {
            from += (int64_t)step->strides[k] * *indices++;
        }
        if (from < 0 || from + step->bytes > step->input_bytes) {
            return 0;
        }
        memcpy(out, in + (int32_t)from, (size_t)step->bytes);
        out += step->bytes;
    }
    return 1;
}
