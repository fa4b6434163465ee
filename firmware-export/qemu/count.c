/*
 * Counts the instructions of each layer of an exported network on an emulated Cortex-M: QEMU with -icount shift=6 lets every
 * instruction last 64 ns, and SysTick runs on that clock. How many ticks an instruction takes on this machine is measured
 * first, by a loop of which the number of instructions is known. The network is linked with --wrap, so that its run and
 * its layers come by here; NETWORK is its name.
 */
#include "start.h"

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#define WRAP(name) JOIN(JOIN(__wrap_, NETWORK), name)
#define REAL(name) JOIN(JOIN(__real_, NETWORK), name)
#define SELF_TEST JOIN(NETWORK, _self_test)

#define CALIBRATION_TURNS 100000u
#define MAX_LAYERS 128
#define SYSTICK_CONTROL (*(volatile uint32_t *)0xE000E010u)
#define SYSTICK_RELOAD (*(volatile uint32_t *)0xE000E014u)
#define SYSTICK_VALUE (*(volatile uint32_t *)0xE000E018u)
#define TICKS_MASK 0xFFFFFFu

int32_t SELF_TEST(void *arena, void (*report)(const void *answer));
int REAL(_run)(void *arena);

static uint32_t ticks[MAX_LAYERS];
static uint32_t before;
static union {
    int64_t align;
    uint8_t bytes[ARENA_BYTES];
} arena;

static void turn(uint32_t turns)
{
    __asm__ volatile(".syntax unified\n1: subs %0, %0, #1\nbne 1b" : "+l"(turns) : : "cc");
}

int WRAP(_run)(void *memory)
{
    before = SYSTICK_VALUE;
    return REAL(_run)(memory);
}

void WRAP(_layer)(int32_t number, const void *content, int32_t bytes)
{
    (void)content;
    (void)bytes;
    if (number < MAX_LAYERS) {
        ticks[number] = (before - SYSTICK_VALUE) & TICKS_MASK;
    }
    before = SYSTICK_VALUE;
}

int main(void)
{
    uint32_t unit;
    uint32_t sum = 0;
    int32_t i;
    int32_t wrong;
    SYSTICK_RELOAD = TICKS_MASK;
    SYSTICK_VALUE = 0;
    SYSTICK_CONTROL = 5;
    while (SYSTICK_VALUE == 0) {
    }
    unit = SYSTICK_VALUE;
    turn(CALIBRATION_TURNS);
    unit = (unit - SYSTICK_VALUE) & TICKS_MASK;
    wrong = SELF_TEST(&arena, 0);
    for (i = 0; i < MAX_LAYERS && ticks[i] != 0; i++) {
        uint32_t instructions = (uint32_t)((uint64_t)ticks[i] * (2u * CALIBRATION_TURNS) / unit);
        print_number((uint32_t)i);
        print(" ");
        print_number(instructions);
        print("\n");
        sum += instructions;
    }
    print("sum ");
    print_number(sum);
    print("\n");
    return (int)wrong;
}
