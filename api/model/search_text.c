/* Folding, terms and queries of the full text. Highlighting is in search_snippet.c, SQL in
 * api/store. */
#include "hiraku/out.h"
#include "hiraku/search.h"
#include "hiraku/text.h"

#include <stdlib.h>
#include <utf8proc.h>

enum run { RUN_NONE, RUN_WORD, RUN_JAPANESE };

enum {
    KATAKANA_FIRST = 0x30A1,
    KATAKANA_LAST = 0x30F6,
    KATAKANA_TO_HIRAGANA = 0x60,
};

static bool is_between(int32_t c, int32_t first, int32_t last)
{
    return c >= first && c <= last;
}

/* Scripts written without spaces: kana, Han, bopomofo; 々 〆 〇 and ー belong to them. */
static bool is_japanese(int32_t c)
{
    return is_between(c, 0x3005, 0x3007) || is_between(c, 0x3041, 0x30FF) ||
           is_between(c, 0x3100, 0x312F) || is_between(c, 0x31F0, 0x31FF) ||
           is_between(c, 0x3400, 0x4DBF) || is_between(c, 0x4E00, 0x9FFF) ||
           is_between(c, 0xF900, 0xFAFF) || is_between(c, 0x20000, 0x3FFFF);
}

static enum run run_of(int32_t c)
{
    if (c == 0x30FB || c == 0x30A0) /* ・ ゠ */
        return RUN_NONE;
    if (is_japanese(c))
        return RUN_JAPANESE;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return RUN_WORD;
    default:
        return RUN_NONE;
    }
}

struct slice search_fold(struct arena *arena, struct slice text)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)text.at, (utf8proc_ssize_t)text.len, &folded,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    if (len < 0)
        return (struct slice){0};
    struct slice copy = arena_copy(arena, (struct slice){(char *)folded, (size_t)len});
    free(folded);
    char *bytes = (char *)copy.at;
    for (size_t at = 0; copy.at && at < copy.len;) {
        size_t start = at;
        int32_t c = text_next(copy, &at);
        if (is_between(c, KATAKANA_FIRST, KATAKANA_LAST))
            text_put(c - KATAKANA_TO_HIRAGANA, bytes + start);
    }
    return copy;
}

/* The next run of folded text from `*at` on, which is moved behind it. */
static enum run next_run(struct slice text, size_t *at, struct slice *run)
{
    enum run kind = RUN_NONE;
    size_t start = *at;
    while (*at < text.len) {
        size_t before = *at;
        enum run here = run_of(text_next(text, at));
        if (kind == RUN_NONE) {
            kind = here;
            start = before;
        } else if (here != kind) {
            *at = before;
            break;
        }
    }
    *run = (struct slice){text.at + start, *at - start};
    return kind;
}

static void add_term(struct out *out, struct slice term)
{
    if (out->len > 0)
        out_char(out, ' ');
    out_slice(out, term);
}

/* The bigrams of a Japanese run; with_last: and its last character. Returns the number of
 * characters. */
static size_t add_bigrams(struct out *out, struct slice run, bool with_last)
{
    size_t characters = 0, previous = 0;
    for (size_t at = 0; at < run.len; characters++) {
        size_t start = at;
        text_next(run, &at);
        if (characters > 0)
            add_term(out, (struct slice){run.at + previous, at - previous});
        previous = start;
    }
    if (with_last)
        add_term(out, (struct slice){run.at + previous, run.len - previous});
    return characters;
}

static struct slice finish(struct out *out, struct arena *arena)
{
    return out_keep(out, arena);
}

struct slice search_terms(struct arena *arena, struct slice text)
{
    struct out out;
    struct slice run, folded = search_fold(arena, text);
    out_open_memory(&out, 16 * text.len + 64);
    for (size_t at = 0; folded.at && at < folded.len;) {
        enum run kind = next_run(folded, &at, &run);
        if (kind == RUN_JAPANESE)
            add_bigrams(&out, run, true);
        else if (kind == RUN_WORD)
            add_term(&out, run);
    }
    return finish(&out, arena);
}

/* One run of a query's word as a phrase; the last term may go on. Terms hold letters and digits
 * only: no quoting. */
static void add_phrase(struct out *out, enum run kind, struct slice run)
{
    struct out terms;
    bool prefix = true;
    out_open_memory(&terms, 16 * run.len + 64);
    if (kind == RUN_JAPANESE && text_length(run) > 1) {
        add_bigrams(&terms, run, false);
        prefix = false;
    } else {
        out_slice(&terms, run);
    }
    out_text(out, out->len > 0 ? " AND \"" : "\"");
    out_slice(out, out_written(&terms));
    out_text(out, prefix ? "\"*" : "\"");
    if (out_finish(&terms, NULL) != STATUS_OK)
        out_fail(out, STATUS_NO_MEMORY, "");
    out_close(&terms);
}

struct slice search_match(struct arena *arena, struct slice words, bool *too_many)
{
    struct out out;
    struct slice run, folded = search_fold(arena, words);
    size_t count = 0;
    out_open_memory(&out, 64 * words.len + 64);
    *too_many = false;
    for (size_t at = 0; folded.at && at < folded.len;) {
        enum run kind = next_run(folded, &at, &run);
        if (kind == RUN_NONE)
            continue;
        if (++count > SEARCH_WORDS_MAX) {
            *too_many = true;
            break;
        }
        add_phrase(&out, kind, run);
    }
    return finish(&out, arena);
}
