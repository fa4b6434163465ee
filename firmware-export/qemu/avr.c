/* Known answers on an emulated ATmega: results go to the serial port, which the emulator prints. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <stdint.h>

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#define TEXT2(text) #text
#define TEXT(text) TEXT2(text)
#define NAMED(suffix) JOIN(NETWORK, suffix)
#define HEADER TEXT(NAMED(_known_answers.h))

#include HEADER

static NAMED(_arena) arena;
#if HAS_STATE
static NAMED(_state) state;
#endif

static void put(char c)
{
    while (!(UCSR0A & (1 << UDRE0))) {
    }
    UDR0 = (uint8_t)c;
}

static void print(const char *text)
{
    while (*text) {
        put(*text++);
    }
}

static void print_number(int32_t number)
{
    char digits[12];
    int8_t count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (count > 0) {
        put(digits[--count]);
    }
}

static void report(const NAMED(_known_answer) *answer)
{
    print("vector ");
    print_number(answer->vector);
    print(answer->status == 0 && answer->output < 0 ? ": ok\n" : ": differs\n");
}

int main(void)
{
    UCSR0B = 1 << TXEN0;
#if HAS_STATE
    print_number(NAMED(_self_test)(&arena, &state, report));
#else
    print_number(NAMED(_self_test)(&arena, report));
#endif
    print(" known answers differ\n");
    cli();
    sleep_cpu();
    return 0;
}
