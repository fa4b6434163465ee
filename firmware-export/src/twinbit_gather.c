#include <string.h>

#include "twinbit_layout.h"

int twinbit_gather(
    const TWINBIT_FLASH twinbit_gathering *step, const int8_t *in, const int32_t *indices, int8_t *out)
{
    int32_t batch;
    int32_t outer;
    int32_t i;
    for (batch = 0; batch < step->batches; batch++) {
        for (outer = 0; outer < step->outer; outer++) {
            for (i = 0; i < step->picked; i++) {
                if (indices[i] < 0 || indices[i] >= step->size) {
                    return 0;
                }
                memcpy(out, in + indices[i] * step->bytes, (size_t)step->bytes);
                out += step->bytes;
            }
            in += step->size * step->bytes;
        }
        indices += step->picked;
    }
    return 1;
}
