/*
 * Counts the instructions of each layer of an exported network on an emulated Cortex-M: QEMU with -icount shift=6 lets every
 * instruction last 64 ns, and SysTick runs on that clock. How many ticks an instruction takes on this machine is measured
 * first, by a loop of which the number of instructions is known. The network is linked with --wrap, so that its run and
 * its layers come by here; NETWORK is its name.
 */
#include <stdint.h>
#include <string.h>

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
#define COPROCESSORS (*(volatile uint32_t *)0xE000ED88u)
#define TICKS_MASK 0xFFFFFFu

extern uint32_t data_from[], data_begin[], data_end[], bss_begin[], bss_end[];
int32_t SELF_TEST(void *arena, void (*report)(const void *answer));
int REAL(_run)(void *arena);
int main(void);
void reset(void);

static uint32_t ticks[MAX_LAYERS];
static uint32_t before;
static union {
    int64_t align;
    uint8_t bytes[ARENA_BYTES];
} arena;

static int32_t semihost(int32_t operation, const void *argument)
{
    register int32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

static void print(const char *text)
{
    semihost(0x04, text);
}

static void print_number(uint32_t number)
{
    char text[12];
    char *at = text + sizeof text;
    *--at = 0;
    do {
        *--at = (char)('0' + number % 10u);
        number /= 10u;
    } while (number != 0);
    print(at);
}

static void leave(uint32_t status)
{
    uint32_t block[2] = {0x20026u, status};
    semihost(0x20, block);
    for (;;) {
    }
}

static void fault(void)
{
    print("HardFault\n");
    leave(70);
}

void reset(void)
{
#ifndef __ARM_ARCH_6M__
    COPROCESSORS |= 0xFu << 20;
#endif
    memcpy(data_begin, data_from, (size_t)((char *)data_end - (char *)data_begin));
    memset(bss_begin, 0, (size_t)((char *)bss_end - (char *)bss_begin));
    leave((uint32_t)main());
}

__attribute__((section(".vectors"), used)) static void (*const vectors[])(void) = {
    (void (*)(void))STACK_TOP, reset, fault, fault, fault, fault, fault,
};

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
