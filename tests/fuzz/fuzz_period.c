/* Periods, days and 和暦: the first byte is the first month of the fiscal year. */
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/value/period.h"

#include "fuzz.h"

static void label(const struct period *period, struct slice text)
{
    void (*const labels[])(const struct period *, struct slice, char[PERIOD_LABEL_SIZE]) = {
        period_label_ja, period_label_era, period_label_en};
    for (size_t i = 0; i < 3; i++) {
        char written[PERIOD_LABEL_SIZE];
        labels[i](period, text, written);
        ENSURE(strlen(written) < PERIOD_LABEL_SIZE && utf8_is_valid(slice_of(written)));
    }
}

/* The text that has this segment. */
static struct slice from_segment(const char *segment, char text[2 * PERIOD_TEXT_SIZE])
{
    size_t len = 0;
    for (const char *c = segment; *c; c++) {
        if (*c == '~')
            text[len++] = '.';
        text[len++] = *c == '~' ? '.' : *c == '_' ? '/' : *c;
    }
    return (struct slice){text, len};
}

static void good(struct slice text, const struct period *period, int first_month)
{
    char segment[PERIOD_TEXT_SIZE], back[2 * PERIOD_TEXT_SIZE];
    if (!period->open_start)
        ENSURE(date_is_valid(period->starts));
    if (!period->open_end)
        ENSURE(date_is_valid(period->ends));
    if (!period->open_start && !period->open_end)
        ENSURE(date_compare(period->starts, period->ends) <= 0);
    ENSURE(period_to_segment(text, segment) == strlen(segment) && strlen(segment) <= text.len);
    ENSURE(slice_equal(from_segment(segment, back), text));
    int year = period_fiscal_year(period, first_month);
    ENSURE(year == 0 || (year >= 1867 && year <= 2200));
    label(period, text);
}

static void day(struct slice text)
{
    char canonical[DATE_TEXT_SIZE], written[DATE_TEXT_SIZE];
    struct date date;
    bool parsed = date_parse(text, &date) == PERIOD_GOOD;
    enum period_fault fault = date_canonical(text, canonical);
    if (parsed)
        ENSURE(fault == PERIOD_GOOD && slice_is(text, canonical));
    if (fault != PERIOD_GOOD && fault != PERIOD_PROPOSED)
        return;
    ENSURE(date_parse(slice_of(canonical), &date) == PERIOD_GOOD && date_is_valid(date));
    ENSURE(date_compare(date_from_days(date_days(date)), date) == 0);
    date_format(date, written);
    ENSURE(strcmp(written, canonical) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = fuzz_input(data, size);
    int first_month = (int)(fuzz_byte(&text) % 12) + 1;
    char canonical[PERIOD_TEXT_SIZE], again[PERIOD_TEXT_SIZE];
    struct period period;
    day(text);
    bool parsed = period_parse(text, first_month, &period) == PERIOD_GOOD;
    if (parsed)
        good(text, &period, first_month);
    enum period_fault fault = period_canonical(text, canonical);
    if (parsed)
        ENSURE(fault == PERIOD_GOOD && slice_is(text, canonical));
    if (fault != PERIOD_GOOD && fault != PERIOD_PROPOSED)
        return 0;
    ENSURE(period_canonical(slice_of(canonical), again) == PERIOD_GOOD &&
           strcmp(canonical, again) == 0);
    /* 2022/FY2021 is reversed or not by the first month, which is not asked for before */
    fault = period_parse(slice_of(canonical), first_month, &period);
    ENSURE(fault == PERIOD_GOOD || fault == PERIOD_REVERSED);
    if (fault == PERIOD_GOOD)
        good(slice_of(canonical), &period, first_month);
    return 0;
}
