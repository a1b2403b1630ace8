/* Request fields: lines Accept, Accept-Encoding, Accept-Language, If-None-Match, If-Modified-Since,
 * Host, Content-Length, Range, If-Range. */
#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/http/protocol/conditional.h"
#include "hiraku/http/protocol/negotiate.h"
#include "hiraku/http/protocol/range.h"
#include "hiraku/http/protocol/request_check.h"

#include "fuzz.h"

static const struct form forms[] = {{"json", "application/json", NULL},
                                    {"csv", "text/csv; charset=utf-8; header=present", NULL},
                                    {"rdf", "application/rdf+xml", NULL},
                                    {"html", "text/html; charset=utf-8", NULL}};
enum { FORMS = sizeof forms / sizeof *forms };

static struct slice spaced(struct arena *arena, struct slice text)
{
    return arena_printf(arena, " \t%.*s\t ", (int)text.len, text.len ? text.at : "");
}

/* The chosen form has the highest quality, and is the first that has it. */
static void media(struct arena *arena, struct slice field)
{
    int best = 0;
    int chosen = negotiate_form(field, forms, FORMS);
    ENSURE(chosen >= -1 && chosen < FORMS);
    for (int i = 0; i < FORMS; i++) {
        int quality = negotiate_quality(field, forms[i].media_type);
        ENSURE(quality >= 0 && quality <= 1000);
        ENSURE(quality == negotiate_quality(spaced(arena, field), forms[i].media_type));
        ENSURE(quality <= best || chosen >= i);
        best = quality > best ? quality : best;
    }
    ENSURE(chosen < 0 ? best == 0 : negotiate_quality(field, forms[chosen].media_type) == best);
}

static void encoding(struct arena *arena, struct slice field)
{
    enum encoding one, other;
    bool acceptable = negotiate_encoding(field, &one);
    ENSURE(acceptable == negotiate_encoding(spaced(arena, field), &other) && one == other);
    ENSURE(one == ENCODING_IDENTITY || acceptable);
    /* one more element that says nothing new */
    if (field.len && memchr(field.at, '"', field.len))
        return;
    struct slice more = arena_printf(arena, "%.*s, br;q=0.1", (int)field.len, field.at);
    ENSURE(acceptable == negotiate_encoding(more, &other) && one == other);
}

static void language(struct arena *arena, struct slice field)
{
    enum language ja = negotiate_language(field, LANGUAGE_JA);
    enum language en = negotiate_language(field, LANGUAGE_EN);
    ENSURE(ja == LANGUAGE_JA || en == LANGUAGE_EN); /* the fallback never chooses against itself */
    ENSURE(ja == negotiate_language(spaced(arena, field), LANGUAGE_JA));
}

/* In front of a list and behind it the tag is found, at neither end of what is no list; a tag that
 * is not in the field is not. */
static void tags(struct arena *arena, struct slice field)
{
    static const char tag[] = "\"0123456789abcdef\"";
    bool matches = conditional_matches(field, tag);
    ENSURE(matches == conditional_matches(spaced(arena, field), tag));
    const char *text = field.len ? field.at : "";
    bool list =
        conditional_matches(arena_printf(arena, "W/%s, %.*s", tag, (int)field.len, text), tag);
    ENSURE(list ==
           conditional_matches(arena_printf(arena, "%.*s, W/%s", (int)field.len, text, tag), tag));
    ENSURE(list || field.len);
    bool holds = field.len && memmem(field.at, field.len, tag, sizeof tag - 1);
    bool any = field.len && memchr(field.at, '*', field.len);
    ENSURE(!matches || holds || any);
    ENSURE(!matches || list || !holds);
    ENSURE(!conditional_fresh(field, (struct slice){NULL, 0}, "", 0));
}

static void since(struct slice field)
{
    time_t when, again;
    char text[CLOCK_HTTP_SIZE];
    if (!clock_parse_http(field, &when))
        return;
    clock_http(when, text);
    ENSURE(clock_parse_http(slice_of(text), &again) && again == when);
    ENSURE(conditional_fresh((struct slice){NULL, 0}, field, "\"x\"", when) || when == 0);
}

/* White space behind a value is not part of it (RFC 9110 s.5.5). */
static struct slice value_of(struct slice field)
{
    while (field.len && (field.at[field.len - 1] == ' ' || field.at[field.len - 1] == '\t'))
        field.len--;
    return field;
}

static void framing(struct slice host, struct slice length)
{
    uint64_t value;
    host = value_of(host);
    length = value_of(length);
    bool good = request_check_length(length, &value);
    if (good)
        ENSURE(value < 1000000000000000000u);
    struct problem p = {.status = STATUS_OK};
    struct request_check check;
    request_check_begin(&check, NULL, &p); /* fields without a line around them */
    request_check_field(&check, slice_of("Host"), host);
    request_check_field(&check, slice_of("Content-Length"), length);
    enum status status = request_check_end(&check, true, 0);
    ENSURE((status == STATUS_OK) == (good && value == 0 && request_check_host(host)));
    ENSURE(status == STATUS_OK || p.status == status);
    request_check_field(&check, slice_of("Content-Length"), length);
    ENSURE(request_check_end(&check, true, 0) != STATUS_OK);
}

/* A part lies within the file and is the same part of a longer one, or of all of it. */
static void range(struct slice field, struct slice if_range)
{
    static const uint64_t sizes[] = {0, 1, 500, UINT64_C(1) << 40};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint64_t first = 0, last = 0;
        enum range kind = range_read(field, sizes[i], &first, &last);
        if (kind == RANGE_PART)
            ENSURE(first <= last && last < sizes[i]);
        ENSURE(kind != RANGE_PART || sizes[i] > 0);
    }
    bool holds = range_holds(if_range, "\"0123456789abcdef\"", 784111777);
    ENSURE(!if_range.len || !slice_starts(if_range, "W/") || !holds);
    ENSURE(range_holds(slice_of("\"0123456789abcdef\""), "\"0123456789abcdef\"", 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = fuzz_input(data, size);
    struct arena arena;
    arena_init(&arena, FUZZ_ARENA);
    /* the library ends values at NUL */
    if (size && memchr(data, '\0', size))
        return 0;
    media(&arena, fuzz_line(&rest));
    encoding(&arena, fuzz_line(&rest));
    language(&arena, fuzz_line(&rest));
    tags(&arena, fuzz_line(&rest));
    since(fuzz_line(&rest));
    struct slice host = fuzz_line(&rest);
    framing(host, fuzz_line(&rest));
    struct slice field = fuzz_line(&rest);
    range(field, fuzz_line(&rest));
    arena_free(&arena);
    return 0;
}
