/* Progress on standard error: one line that is written over, ten times a second at most. Where that
 * is no terminal, nothing is told. */
#include "command.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"

#include <stdio.h>
#include <unistd.h>

enum { TERMINAL_MS = 100, LINE_MAX_BYTES = 512, LEFT_AFTER_MS = 1000 };

static enum message step_message(const char *step)
{
    static const struct {
        const char *name;
        enum message message;
    } steps[] = {
        {"read", MESSAGE_STEP_READ},       {"check", MESSAGE_STEP_CHECK},
        {"series", MESSAGE_STEP_SERIES},   {"write", MESSAGE_STEP_WRITE},
        {"compare", MESSAGE_STEP_COMPARE}, {"store", MESSAGE_STEP_STORE},
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (strcmp(steps[i].name, step) == 0)
            return steps[i].message;
    return MESSAGE_STEP_EXPORT;
}

static void write_rate(struct out *out, const struct meter *meter, int64_t now, uint64_t rows,
                       uint64_t done, uint64_t total)
{
    char text[24];
    int64_t passed = now - meter->started_ms;
    if (passed < LEFT_AFTER_MS || done == 0)
        return;
    uint64_t rate = rows * 1000 / (uint64_t)passed;
    message_write(out, MESSAGE_PROGRESS_RATE, meter->language,
                  MESSAGE_WITH(message_number(text, rate)));
    if (total <= done)
        return;
    uint64_t left = (uint64_t)passed * ((total - done) / 1000 + 1) / (done / 1000 + 1) / 1000 + 1;
    message_write(out, MESSAGE_PROGRESS_LEFT, meter->language,
                  MESSAGE_WITH(message_number(text, left)));
}

static void update(void *context, const char *step, const char *table, uint64_t rows, uint64_t done,
                   uint64_t total)
{
    struct meter *meter = context;
    int64_t now = clock_monotonic_ms();
    bool begins = strcmp(step, meter->step) != 0 || strcmp(table, meter->table) != 0;
    if (begins) {
        snprintf(meter->step, sizeof meter->step, "%s", step);
        snprintf(meter->table, sizeof meter->table, "%s", table);
        meter->started_ms = now;
    } else if (now - meter->told_ms < TERMINAL_MS) {
        return;
    }
    char text[24];
    struct out line;
    meter->told_ms = now;
    out_open_memory(&line, LINE_MAX_BYTES);
    out_text(&line, "\r\033[K");
    message_write(&line, MESSAGE_PROGRESS, meter->language,
                  MESSAGE_WITH(message_text(step_message(step), meter->language), table));
    if (rows > 0)
        message_write(&line, MESSAGE_PROGRESS_ROWS, meter->language,
                      MESSAGE_WITH(message_number(text, rows)));
    write_rate(&line, meter, now, rows, done, total);
    fwrite(line.bytes, 1, line.len, stderr);
    fflush(stderr);
    out_close(&line);
    meter->shown = true;
}

void meter_init(struct meter *meter, enum language language, bool quiet)
{
    *meter = (struct meter){.language = language};
    meter->progress.context = meter;
    meter->progress.update = quiet || !isatty(STDERR_FILENO) ? NULL : update;
}

void meter_end(struct meter *meter)
{
    if (meter->shown)
        fputs("\r\033[K", stderr);
}
