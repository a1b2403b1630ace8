/* A book of counts as text, and back: usage_book.h has the form. */
#include "hiraku/usage/usage_book.h"

#include "hiraku/base/out.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

#include <inttypes.h>
#include <stdio.h>

static const char usage_first_line[] = "hiraku usage 1";

/* --- writing ---------------------------------------------------------------------------------- */

static size_t usage_number_of(const struct usage_book *book, const char *key)
{
    size_t from = 0, to = book->key_count;
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(book->keys[middle], key) <= 0)
            from = middle;
        else
            to = middle;
    }
    return from;
}

void usage_book_write(const struct usage_book *book, struct out *out)
{
    char text[96];
    out_text(out, usage_first_line);
    out_char(out, '\n');
    for (size_t i = 0; i < book->key_count; i++) {
        out_text(out, "k ");
        out_text(out, book->keys[i]);
        out_char(out, '\n');
    }
    for (size_t i = 0; i < book->count; i++) {
        const struct usage_row *row = &book->rows[i];
        if (i == 0 || row->day != row[-1].day) {
            char day[DATE_TEXT_SIZE];
            date_format(date_from_days(row->day), day);
            out_text(out, "d ");
            out_text(out, day);
            out_char(out, '\n');
        }
        snprintf(text, sizeof text, "%zu %" PRIu64 " %" PRIu64 "\n",
                 usage_number_of(book, row->key), row->counts[USAGE_OTHERS],
                 row->counts[USAGE_BOTS]);
        out_text(out, text);
    }
}

/* --- reading ---------------------------------------------------------------------------------- */

struct usage_reading {
    struct usage_book *book;
    bool dated;
    int32_t day;
    const char *last; /* the key of the row before, of the same day; NULL: none */
};

/* What a line may be: taken, not one, or there is no memory for it. */
static enum status usage_line_fault(const char *reason, struct problem *p)
{
    return problem_set(p, STATUS_BAD_USAGE, SLICE_NONE, SLICE_NONE, reason);
}

/* Five parts of known letters, behind the last key. */
static enum status usage_take_key(struct usage_reading *reading, struct slice text,
                                  struct problem *p)
{
    char key[USAGE_KEY_SIZE], same[USAGE_KEY_SIZE];
    const struct usage_book *book = reading->book;
    struct slice parts[USAGE_PARTS];
    if (text.len >= sizeof key || reading->dated)
        return usage_line_fault("a key out of place", p);
    memcpy(key, text.at, text.len);
    key[text.len] = '\0';
    for (size_t i = 0; i < USAGE_PARTS; i++)
        parts[i] = usage_key_part(key, i);
    usage_key_make(same, parts);
    if (strcmp(key, same) != 0 ||
        (book->key_count > 0 && strcmp(book->keys[book->key_count - 1], key) >= 0))
        return usage_line_fault("a key that is none", p);
    return usage_book_name(reading->book, key) ? STATUS_OK : problem_memory(p);
}

static enum status usage_take_day(struct usage_reading *reading, struct slice text,
                                  struct problem *p)
{
    struct date date;
    if (date_parse(text, &date) != PERIOD_GOOD)
        return usage_line_fault("a day that is none", p);
    int32_t day = (int32_t)date_days(date);
    if (reading->dated && day <= reading->day)
        return usage_line_fault("a day out of place", p);
    reading->day = day;
    reading->dated = true;
    reading->last = NULL;
    return STATUS_OK;
}

/* A key by its number, behind that of the row before, and two counts. */
static enum status usage_take_row(struct usage_reading *reading, struct slice text,
                                  struct problem *p)
{
    struct usage_book *book = reading->book;
    int64_t numbers[1 + USAGE_AGENTS];
    struct slice word;
    size_t count = 0;
    while (count <= USAGE_AGENTS && slice_word(&text, &word))
        if (!decimal_parse_int(word, 0, (int64_t)USAGE_MOST, &numbers[count++]))
            return usage_line_fault("a number that is none", p);
    if (!reading->dated || count <= USAGE_AGENTS || text.len > 0 ||
        (uint64_t)numbers[0] >= book->key_count)
        return usage_line_fault("a row that is none", p);
    const char *key = book->keys[numbers[0]];
    if (reading->last && strcmp(reading->last, key) >= 0)
        return usage_line_fault("a row out of place", p);
    reading->last = key;
    const uint64_t counts[USAGE_AGENTS] = {(uint64_t)numbers[1], (uint64_t)numbers[2]};
    return usage_book_add(book, reading->day, key, counts) ? STATUS_OK : problem_memory(p);
}

static enum status usage_take_line(struct usage_reading *reading, struct slice line,
                                   struct problem *p)
{
    if (slice_starts(line, "k "))
        return usage_take_key(reading, slice_from(line, 2), p);
    if (slice_starts(line, "d "))
        return usage_take_day(reading, slice_from(line, 2), p);
    return usage_take_row(reading, line, p);
}

static bool usage_next_line(struct slice *rest, struct slice *line)
{
    const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    if (!end)
        return false;
    *line = (struct slice){rest->at, (size_t)(end - rest->at)};
    *rest = slice_from(*rest, line->len + 1);
    return true;
}

enum status usage_book_read(struct usage_book *book, struct slice text, struct problem *p)
{
    struct usage_reading reading = {.book = book};
    struct slice line;
    if (!usage_next_line(&text, &line) || !slice_is(line, usage_first_line))
        return usage_line_fault("not of this form", p);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && usage_next_line(&text, &line))
        status = usage_take_line(&reading, line, p);
    return status == STATUS_OK && text.len > 0 ? usage_line_fault("the last line is cut", p)
                                               : status;
}
