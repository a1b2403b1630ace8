/* See own_clean.h. */
#include "own_clean.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/ingest/ingest.h"

uint64_t own_clean_line(struct slice text, size_t at)
{
    uint64_t line = 1;
    for (size_t i = 0; i < at && i < text.len; i++)
        line += text.at[i] == '\n';
    return line;
}

/* CR LF and CR become LF (CommonMark s.2.1 knows all three). */
static struct slice own_clean_lines(struct arena *arena, struct slice text)
{
    char *to = arena_alloc(arena, text.len + 2);
    size_t len = 0;
    for (size_t i = 0; to && i < text.len; i++) {
        bool pair = text.at[i] == '\r' && i + 1 < text.len && text.at[i + 1] == '\n';
        if (!pair)
            to[len++] = text.at[i] == '\r' ? '\n' : text.at[i];
    }
    if (to && len > 0 && to[len - 1] != '\n')
        to[len++] = '\n';
    return (struct slice){to, len};
}

struct slice own_clean(const struct own_check *check, const char *place, struct arena *arena,
                       struct slice raw)
{
    size_t at = 0;
    const size_t mark = 3;
    if (slice_starts(raw, "\xEF\xBB\xBF"))
        raw = slice_from(raw, mark);
    struct slice lines = own_clean_lines(arena, raw);
    enum text_fault fault = lines.at ? text_check(lines, &at) : TEXT_GOOD;
    if (fault == TEXT_NOT_NFC || fault == TEXT_UNTRIMMED) {
        lines = text_nfc(arena, lines);
        fault = lines.at ? text_check(text_trim(lines), &at) : TEXT_GOOD;
    }
    if (fault == TEXT_GOOD)
        return lines;
    report_at(check->report, fault == TEXT_NOT_UTF8 ? RULE_PAGE_ENCODING : RULE_PAGE_CHARACTER,
              (struct place){place, own_clean_line(lines, at), ""}, SLICE_NONE, SLICE_NONE,
              SLICE_NONE);
    return SLICE_NONE;
}
