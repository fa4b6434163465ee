#include "twinbit_elements.h"
#include "twinbit_elementwise.h"
#include "twinbit_quantize.h"

void twinbit_dequantize_f32(const TWINBIT_FLASH twinbit_dequantization *step, const void *in, float *out)
{
    int32_t i;
    for (i = 0; i < step->elements; i++) {
        int32_t x = step->is_unsigned ? ((const uint8_t *)in)[i] : twinbit_get(in, i, step->width);
        out[i] = twinbit_dequantize(x, step->scale, step->zero_point);
    }
}
