/* Folding, terms and queries of the full text. Highlighting is in search_snippet.c, looking for
 * them in api/store. */
#include "hiraku/query/search.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"

#include "search_parts.h"

#include <stdlib.h>
#include <utf8proc.h>

enum {
    KATAKANA_FIRST = 0x30A1,
    KATAKANA_LAST = 0x30F6,
    KATAKANA_TO_HIRAGANA = 0x60,
};

enum run { RUN_NONE, RUN_WORD, RUN_JAPANESE };

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

/* The kind of run that a character of folded text belongs to. */
static enum run search_run(int32_t c)
{
    if (c == 0x30FB || c == 0x30A0 || c == 0x3099 || c == 0x309A) /* ・ ゠, lone ゛ ゜ */
        return RUN_NONE;
    if (is_japanese(c))
        return RUN_JAPANESE;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return RUN_WORD;
    default: /* marks that NFKC could not compose part words, such as one that selects an emoji */
        return is_between(c, 0x300, 0x331) ? RUN_WORD : RUN_NONE;
    }
}

/* Dashes that people type in the middle of a word, also where ー is meant. */
static bool is_dash(int32_t c)
{
    return c == '-' || is_between(c, 0x2010, 0x2015) || c == 0x2212;
}

static bool is_dot(int32_t c)
{
    return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22C5 || c == 0x30FB ||
           c == 0x30A0;
}

/* The character before `at`; negative: there is none. */
static int32_t before(struct slice text, size_t at)
{
    size_t start = at;
    while (start > 0 && start + 4 > at && ((unsigned char)text.at[--start] & 0xC0) == 0x80)
        continue;
    return start < at ? utf8_next(text, &start) : -1;
}

size_t search_joint(struct slice folded, size_t at)
{
    size_t end = at;
    bool spaces = false;
    int32_t c = -1, left = before(folded, at);
    while (end < folded.len) {
        size_t next = end;
        c = utf8_next(folded, &next);
        if (c != ' ' && !is_dash(c) && !is_dot(c))
            break;
        spaces = spaces || c == ' ';
        end = next;
    }
    enum run kind = left < 0 || end == folded.len ? RUN_NONE : search_run(c);
    bool joins = kind != RUN_NONE && kind == search_run(left) && (kind == RUN_JAPANESE || !spaces);
    return joins ? end - at : 0;
}

struct slice search_fold(struct arena *arena, struct slice text)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)text.at, (utf8proc_ssize_t)text.len, &folded,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    if (len < 0) {
        arena->overflowed = true; /* valid UTF-8 has a folded form: there was no memory for it */
        return SLICE_NONE;
    }
    struct slice copy = arena_copy(arena, (struct slice){(char *)folded, (size_t)len});
    free(folded);
    char *bytes = (char *)copy.at;
    for (size_t at = 0; copy.at && at < copy.len;) {
        size_t start = at;
        int32_t c = utf8_next(copy, &at);
        if (is_between(c, KATAKANA_FIRST, KATAKANA_LAST))
            utf8_put(c - KATAKANA_TO_HIRAGANA, bytes + start);
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
        enum run here = search_run(utf8_next(text, at));
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
        utf8_next(run, &at);
        if (characters > 0)
            add_term(out, (struct slice){run.at + previous, at - previous});
        previous = start;
    }
    if (with_last)
        add_term(out, slice_from(run, previous));
    return characters;
}

/* Runs that joints hold together, as one: without the joints, and with ー where a dash stands
 * behind kana, which may be meant for it. */
struct compound {
    struct out joined, drawn;
    size_t runs;
    bool dashed;
};

static void compound_open(struct compound *compound, size_t size)
{
    *compound = (struct compound){.runs = 0};
    out_open_memory(&compound->joined, size);
    out_open_memory(&compound->drawn, size);
}

static void compound_add(struct compound *compound, struct slice folded, size_t end,
                         struct slice run)
{
    size_t next = end;
    int32_t last = before(folded, end);
    out_slice(&compound->joined, run);
    out_slice(&compound->drawn, run);
    compound->runs++;
    if (end == folded.len || !is_between(last, 0x3041, 0x3096) ||
        !is_dash(utf8_next(folded, &next)))
        return;
    out_text(&compound->drawn, "ー");
    compound->dashed = true;
}

/* Its terms: the bigrams of a Japanese one; the parts of another one are terms already. */
static void compound_end(struct compound *compound, enum run kind, struct out *out)
{
    if (kind == RUN_JAPANESE)
        add_bigrams(out, out_written(&compound->joined), true);
    if (kind == RUN_JAPANESE && compound->dashed)
        add_bigrams(out, out_written(&compound->drawn), true);
    if (kind == RUN_WORD && compound->runs > 1)
        add_term(out, out_written(&compound->joined));
    if (compound->joined.error != STATUS_OK || compound->drawn.error != STATUS_OK)
        out_fail(out, STATUS_NO_MEMORY, "");
    out_reset(&compound->joined);
    out_reset(&compound->drawn);
    compound->runs = 0;
    compound->dashed = false;
}

struct slice search_terms(struct arena *arena, struct slice text)
{
    struct out out;
    struct slice run, folded = search_fold(arena, text);
    struct compound compound;
    if (!folded.at)
        return folded;
    out_open_memory(&out, 32 * text.len + 64);
    compound_open(&compound, 4 * folded.len + 64);
    for (size_t at = 0; at < folded.len;) {
        enum run kind = next_run(folded, &at, &run);
        if (kind == RUN_NONE)
            continue;
        if (kind == RUN_WORD)
            add_term(&out, run);
        compound_add(&compound, folded, at, run);
        size_t joint = search_joint(folded, at);
        if (joint == 0)
            compound_end(&compound, kind, &out);
        at += joint;
    }
    out_close(&compound.joined);
    out_close(&compound.drawn);
    return out_keep(&out, arena);
}

/* One run of a query's word as a phrase; the last term may go on. Terms hold letters and digits
 * only: no quoting. */
static void add_phrase(struct out *out, enum run kind, struct slice run)
{
    struct out terms;
    bool prefix = true;
    out_open_memory(&terms, 16 * run.len + 64);
    if (kind == RUN_JAPANESE && utf8_length(run) > 1) {
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

/* Parts of a Japanese word are found wherever the word is, joined or not; of another one ("wi-fi")
 * they are not where it is written as one ("wifi"), which `joined` is then looked for. Returns the
 * number of words. */
static size_t search_text_add_word(struct out *out, struct slice folded, size_t *at, enum run kind,
                                   struct slice run)
{
    struct compound word;
    struct out parts;
    size_t joint, count = 1;
    out_open_memory(&parts, 64 * folded.len + 64);
    compound_open(&word, folded.len + 64);
    add_phrase(&parts, kind, run);
    out_slice(&word.joined, run);
    while (kind == RUN_WORD && (joint = search_joint(folded, *at)) > 0) {
        *at += joint;
        next_run(folded, at, &run);
        add_phrase(&parts, kind, run);
        out_slice(&word.joined, run);
        count++;
    }
    out_text(out, out->len > 0 ? " AND " : "");
    out_text(out, count > 1 ? "((" : "");
    out_slice(out, out_written(&parts));
    out_text(out, count > 1 ? ") OR \"" : "");
    out_slice(out, count > 1 ? out_written(&word.joined) : slice_of(""));
    out_text(out, count > 1 ? "\"*)" : "");
    if (parts.error != STATUS_OK || word.joined.error != STATUS_OK)
        out_fail(out, STATUS_NO_MEMORY, "");
    out_close(&parts);
    out_close(&word.joined);
    out_close(&word.drawn);
    return count;
}

struct slice search_match(struct arena *arena, struct slice words, bool *too_many)
{
    struct out out;
    struct slice run, folded = search_fold(arena, words);
    size_t count = 0;
    *too_many = false;
    if (!folded.at)
        return folded;
    out_open_memory(&out, 128 * words.len + 64);
    for (size_t at = 0; at < folded.len && !*too_many;) {
        enum run kind = next_run(folded, &at, &run);
        if (kind == RUN_NONE)
            continue;
        count += search_text_add_word(&out, folded, &at, kind, run);
        *too_many = count > SEARCH_WORDS_MAX;
    }
    return out_keep(&out, arena);
}
