#include <string.h>

#include "twinbit_elements.h"
#include "twinbit_recurrent.h"
#include "twinbit_sigmoid.h"

#define TO_TABLE 3 /* from Q3.12 to the argument of the table */

static int32_t saturated(int32_t x)
{
    return twinbit_clamp(x, INT16_MIN, INT16_MAX);
}

/* Row u of weights times a vector of count elements from number first on, in Q3.12. */
static int32_t product(
    const TWINBIT_FLASH twinbit_lstm_layer *step, const TWINBIT_FLASH int8_t *weights, const TWINBIT_FLASH void *bias,
    const TWINBIT_FLASH twinbit_multiplier *factor, const void *vector, int32_t first, int32_t count, int32_t u)
{
    const TWINBIT_FLASH int8_t *row = weights + u * count;
    int64_t sum = step->width == 2 ? ((const TWINBIT_FLASH int64_t *)bias)[u]
                                   : (int64_t)((const TWINBIT_FLASH int32_t *)bias)[u];
    int32_t i;
    for (i = 0; i < count; i++) {
        sum += row[i] * twinbit_get(vector, first + i, step->width);
    }
    if (step->width == 2) {
        return saturated(twinbit_multiply_wide(sum, factor->mantissa, factor->shift));
    }
    return saturated(twinbit_multiply((int32_t)(uint32_t)(uint64_t)sum, factor->mantissa, factor->shift, step->rounding));
}

/* Of unit u; in and hidden are the numbers of the first elements in their tensors. */
static int32_t gate(
    const TWINBIT_FLASH twinbit_lstm_layer *step, const TWINBIT_FLASH twinbit_gate *gate, const void *inputs, int32_t in,
    const void *state, int32_t hidden, int32_t u)
{
    int32_t now = product(step, gate->weights, gate->bias, &gate->factor, inputs, in, step->inputs, u);
    int32_t before = product(
        step, gate->recurrent_weights, gate->recurrent_bias, &gate->recurrent_factor, state, hidden, step->units, u);
    return TO_TABLE * saturated(now + before);
}

/* What becomes of unit u's cell; returns the new hidden value. */
static int32_t unit(
    const TWINBIT_FLASH twinbit_lstm_layer *step, const void *inputs, int32_t in, const void *state, int32_t hidden,
    int16_t *cell, int32_t u)
{
    const TWINBIT_FLASH uint16_t *table = step->sigmoids;
    int32_t forget = twinbit_logistic(gate(step, &step->forget_gate, inputs, in, state, hidden, u), table);
    int32_t kept = twinbit_finish(&step->forget, forget * *cell, 0);
    int32_t candidate = twinbit_tanh(gate(step, &step->candidate, inputs, in, state, hidden, u), table);
    int32_t input = twinbit_logistic(gate(step, &step->input_gate, inputs, in, state, hidden, u), table);
    int32_t update = twinbit_finish(&step->update, input * candidate, 0);
    int32_t next = twinbit_clamp(saturated(kept + update), -step->clip, step->clip);
    int32_t half = step->to_tanh_shift > 0 ? twinbit_shift_left(1, step->to_tanh_shift - 1) : 0;
    int32_t argument = twinbit_wrapping_add(twinbit_wrapping_mul(next, step->to_tanh), half) >> step->to_tanh_shift;
    int32_t output = twinbit_logistic(gate(step, &step->output_gate, inputs, in, state, hidden, u), table);
    *cell = (int16_t)next;
    return twinbit_finish(&step->hidden, twinbit_tanh(argument, table) * output, 0);
}

void twinbit_lstm(
    const TWINBIT_FLASH twinbit_lstm_layer *step, const void *in, void *hidden, int16_t *cells, void *out)
{
    int32_t units = step->units;
    int32_t batch;
    int32_t time;
    int32_t u;
    if (step->forgets) {
        memset(cells, 0, (size_t)(step->batches * units) * sizeof *cells);
        memset(hidden, step->width == 1 ? (int)step->hidden.zero_point : 0, (size_t)(step->batches * units * step->width));
    }
    for (batch = 0; batch < step->batches; batch++) {
        for (time = 0; time < step->times; time++) {
            int32_t row = step->time_major ? time * step->batches + batch : batch * step->times + time;
            /* every gate sees the hidden state of the time before, so the new one is put to the output first */
            for (u = 0; u < units; u++) {
                int32_t value = unit(
                    step, in, row * step->inputs, hidden, batch * units, cells + batch * units + u, u);
                twinbit_put(out, row * units + u, step->width, value);
            }
            memcpy(
                (int8_t *)hidden + batch * units * step->width, (const int8_t *)out + row * units * step->width,
                (size_t)(units * step->width));
        }
    }
}
