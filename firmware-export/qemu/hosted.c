/* Start of a program on an emulated Cortex-M with semihosting: files, console and arguments are the host's. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SYS_WRITE0 0x04
#define SYS_GET_CMDLINE 0x15
#define SYS_EXIT_EXTENDED 0x20
#define ADP_STOPPED 0x20026u
#define OUR_BUG 70u
#define MAX_ARGUMENTS 16
#define COPROCESSORS (*(volatile uint32_t *)0xE000ED88u)

extern uint32_t bss_begin[], bss_end[], stack_top[];
void initialise_monitor_handles(void);
void __libc_init_array(void);
int main(int argc, char **argv);
void reset(void);
void _init(void);
void _fini(void);

static char line[512];
static char *arguments[MAX_ARGUMENTS + 1];

static int32_t semihost(int32_t operation, const void *argument)
{
    register int32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

/* Without it the emulator would hang. */
static void fault(void)
{
    const uint32_t stopped[2] = {ADP_STOPPED, OUR_BUG};
    semihost(SYS_WRITE0, "HardFault\n");
    semihost(SYS_EXIT_EXTENDED, stopped);
    for (;;) {
    }
}

void _init(void)
{
}

void _fini(void)
{
}

/* The host's arguments have no blanks in them: the script that starts us names files itself. */
static int split_arguments(void)
{
    const struct {
        char *text;
        uint32_t bytes;
    } block = {line, sizeof line};
    int count = 0;
    char *word;
    if (semihost(SYS_GET_CMDLINE, &block) != 0) {
        return 0;
    }
    for (word = strtok(line, " "); word && count < MAX_ARGUMENTS; word = strtok(NULL, " ")) {
        arguments[count++] = word;
    }
    return count;
}

void reset(void)
{
#ifndef __ARM_ARCH_6M__
    COPROCESSORS |= 0xFu << 20; /* floating-point unit, and MVE */
    __asm__ volatile("dsb\nisb");
#endif
    memset(bss_begin, 0, (size_t)((char *)bss_end - (char *)bss_begin));
    initialise_monitor_handles();
    __libc_init_array();
    exit(main(split_arguments(), arguments));
}

__attribute__((section(".vectors"), used)) static void (*const vectors[])(void) = {
    (void (*)(void))stack_top, reset, fault, fault, fault, fault, fault,
};
