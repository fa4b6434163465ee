/* Kernels with state, which they read and write in place. */
#ifndef TWINBIT_RECURRENT_H
#define TWINBIT_RECURRENT_H

#include "twinbit_requantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * SVDF: memory past values of each filter, which a weighted sum over the input gives; an output is the weighted sum over
 * the past of rank filters that follow each other. State (batches, filters, memory), the newest last; input (batches,
 * inputs), output (batches, units).
 */
typedef struct {
    const TWINBIT_FLASH int8_t *feature_weights; /* (filters, inputs) */
    const TWINBIT_FLASH int32_t *feature_bias;
    const TWINBIT_FLASH int16_t *time_weights; /* (filters, memory) */
    const TWINBIT_FLASH int32_t *bias;
    twinbit_output_stage feature_stage;
    twinbit_output_stage stage;
    int32_t batches;
    int32_t inputs;
    int32_t filters;
    int32_t memory;
    int32_t rank;
    int32_t state_zero_point;
    uint8_t state_width; /* bytes an element, 1 or 2 */
} twinbit_svdf_layer;

void twinbit_svdf(const TWINBIT_FLASH twinbit_svdf_layer *step, const int8_t *in, void *state, int8_t *out);

/* Products with the input and with the hidden state, each in Q3.12 and saturated to int16, and so is their sum. */
typedef struct {
    const TWINBIT_FLASH int8_t *weights; /* (units, inputs) */
    const TWINBIT_FLASH void *bias;      /* int32, int64 for inputs of int16 */
    const TWINBIT_FLASH int8_t *recurrent_weights; /* (units, units) */
    const TWINBIT_FLASH void *recurrent_bias;
    twinbit_multiplier factor;
    twinbit_multiplier recurrent_factor;
} twinbit_gate;

/*
 * UNIDIRECTIONAL_SEQUENCE_LSTM: cell = s(forget) * cell + s(input) * tanh(candidate), hidden = s(output) * tanh(cell), with
 * sigmoids s. Input (batches, times, inputs), or (times, batches, inputs) if time_major; the output is the hidden state
 * of every time. Hidden state (batches, units) of the input's type, cell state (batches, units) int16.
 */
typedef struct {
    twinbit_gate input_gate;
    twinbit_gate forget_gate;
    twinbit_gate candidate;
    twinbit_gate output_gate;
    twinbit_output_stage forget; /* product of a number in Q0.15 and a cell to a cell */
    twinbit_output_stage update; /* product of two numbers in Q0.15 to a cell */
    twinbit_output_stage hidden; /* the same to a hidden state */
    const TWINBIT_FLASH uint16_t *sigmoids; /* see twinbit_sigmoid.h */
    int32_t batches;
    int32_t times;
    int32_t inputs;
    int32_t units;
    int32_t clip;          /* bound of a cell's magnitude */
    int32_t to_tanh;       /* a cell's factor to the tanh's table, and the shift to the right after it, half up */
    int32_t to_tanh_shift;
    uint8_t time_major;
    uint8_t rounding;
    uint8_t forgets; /* both states are emptied before every inference */
    uint8_t width;   /* bytes an element of input, hidden state and output: 1 or 2 */
} twinbit_lstm_layer;

void twinbit_lstm(
    const TWINBIT_FLASH twinbit_lstm_layer *step, const void *in, void *hidden, int16_t *cells, void *out);

#ifdef __cplusplus
}
#endif

#endif
