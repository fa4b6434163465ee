#include <string.h>

#include "twinbit_layout.h"
#include "twinbit_places.h"

void twinbit_copy(const TWINBIT_FLASH twinbit_copying *step, const int8_t *in, int8_t *out)
{
    twinbit_place from = {0, {0}};
    twinbit_place to = {0, {0}};
    do {
        if (step->bytes == 1) {
            out[to.offset] = in[step->start + from.offset];
        } else {
            memcpy(out + to.offset, in + step->start + from.offset, (size_t)step->bytes);
        }
        (void)twinbit_advance(&to, step->dims, step->out_strides, step->rank);
    } while (twinbit_advance(&from, step->dims, step->strides, step->rank));
}
