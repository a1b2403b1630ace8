/* The table of statuses and the filling of problems.
 *
 * Foreign bytes (parameters, file names, library messages) become valid UTF-8 here: what is not
 * UTF-8 and what is a control character turns into U+FFFD, tab and line ends into a space, what is
 * invisible into its number. So a problem can stand in a JSON document or on a terminal. Nothing is
 * printed and nothing is allocated. */
#include "hiraku/base/status.h"

#include "hiraku/base/invisible.h"
#include "hiraku/base/utf8.h"

#include <errno.h>

static const struct status_info infos[STATUS_COUNT] = {
#define STATUS(name, http, exit, slug, title_ja, title_en, detail_ja, detail_en)                   \
    [STATUS_##name] = {slug, http, exit, {title_ja, title_en}, {detail_ja, detail_en}},
#include "hiraku/base/status.def"
#undef STATUS
};

static const struct {
    int error;
    const char *text[2]; /* by enum language */
} causes[] = {
#define CAUSE(error, ja, en) {error, {ja, en}},
#include "hiraku/base/cause.def"
#undef CAUSE
};

const struct status_info *status_info(enum status status)
{
    size_t at = (size_t)status;
    return &infos[at < STATUS_COUNT ? at : STATUS_INTERNAL];
}

/* What a code point is shown as: itself, a space, U+FFFD, or its number. Returns the length. */
static size_t shown(int32_t before, int32_t c, char bytes[INVISIBLE_SHOWN])
{
    if (c == '\t' || c == '\n' || c == '\r')
        return utf8_put(' ', bytes);
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F))
        return utf8_put(0xFFFD, bytes);
    return invisible_show(before, c, bytes);
}

/* Appends `text` behind `len` bytes of `buffer`, as far as whole characters fit; returns the new
 * length. */
static size_t status_append(char *buffer, size_t size, size_t len, struct slice text)
{
    size_t at = 0;
    int32_t before = 0;
    while (at < text.len) {
        int32_t c = utf8_next(text, &at);
        if (c < 0)
            at++;
        char bytes[INVISIBLE_SHOWN];
        size_t width = shown(before, c, bytes);
        before = c;
        if (len + width >= size)
            break;
        memcpy(buffer + len, bytes, width);
        len += width;
    }
    buffer[len] = '\0';
    return len;
}

enum status problem_set(struct problem *p, enum status status, struct slice subject,
                        struct slice value, const char *reason)
{
    if (!p)
        return status;
    struct problem fresh = {.status = status};
    status_append(fresh.subject, sizeof fresh.subject, 0, subject);
    status_append(fresh.value, sizeof fresh.value, 0, value);
    status_append(fresh.reason, sizeof fresh.reason, 0, slice_of(reason));
    *p = fresh; /* at last: the arguments may point into *p */
    return status;
}

enum status problem_errno(struct problem *p, const char *path)
{
    int number = errno;
    if (number == ENOMEM)
        return problem_memory(p);
    char buffer[256];
    const char *reason = strerror_r(number, buffer, sizeof buffer);
    problem_set(p, STATUS_SYSTEM, slice_of(path), SLICE_NONE, reason);
    if (p)
        p->error = number;
    return STATUS_SYSTEM;
}

bool problem_is_of_machine(const struct problem *p)
{
    return p->status == STATUS_NO_MEMORY || p->status == STATUS_UNREADABLE ||
           (p->error != 0 && p->error != ENOENT && p->error != ENOTDIR);
}

void problem_nearest(struct problem *p, struct slice nearest)
{
    if (p)
        status_append(p->nearest, sizeof p->nearest, 0, nearest);
}

/* A list that does not fit ends in an ellipsis: it must not look complete. */
void problem_allow(struct problem *p, struct slice one)
{
    static const char more[] = ", …";
    if (!p)
        return;
    size_t len = strlen(p->allowed), tail = sizeof more - 1;
    if (len >= tail && memcmp(p->allowed + len - tail, more, tail) == 0)
        return;
    if (one.len > sizeof p->allowed || len + 2 + 3 * one.len + tail >= sizeof p->allowed) {
        status_append(p->allowed, sizeof p->allowed, len, slice_of(len ? more : "…"));
        return;
    }
    if (len)
        len = status_append(p->allowed, sizeof p->allowed, len, slice_of(", "));
    status_append(p->allowed, sizeof p->allowed, len, one);
}

void problem_example(struct problem *p, const char *path)
{
    if (p)
        status_append(p->example, sizeof p->example, 0, slice_of(path));
}

/* STORE of STORE/releases/N/…, else the word itself. */
static struct slice store_of(const struct problem *p)
{
    const char *inside = strstr(p->subject, "/releases/");
    if (inside)
        return (struct slice){p->subject, (size_t)(inside - p->subject)};
    return slice_of("STORE");
}

/* The text for a placeholder at the start of `format` and its length there; `.at` NULL: none. */
static struct slice placeholder(const struct problem *p, const char *format, size_t *skip)
{
    const struct {
        const char *name;
        struct slice text;
    } known[] = {{"{subject}", slice_of(p->subject)},
                 {"{value}", slice_of(p->value)},
                 {"{reason}", slice_of(p->reason)},
                 {"{store}", store_of(p)}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        *skip = strlen(known[i].name);
        if (strncmp(format, known[i].name, *skip) == 0)
            return known[i].text;
    }
    return SLICE_NONE;
}

/* Appends `format` with its placeholders filled in; what is filled in is not read again. */
static size_t status_fill(const struct problem *p, const char *format, char *text, size_t size,
                          size_t len)
{
    while (*format) {
        size_t run = strcspn(format, "{"), skip;
        len = status_append(text, size, len, (struct slice){format, run});
        format += run;
        if (!*format)
            break;
        struct slice filled = placeholder(p, format, &skip);
        len = status_append(text, size, len, filled.at ? filled : slice_of("{"));
        format += filled.at ? skip : 1;
    }
    return len;
}

/* What is said of a problem: by its cause where that is known, else by its status. */
static const char *status_format_of(const struct problem *p, size_t language)
{
    for (size_t i = 0; p->status == STATUS_SYSTEM && i < sizeof causes / sizeof *causes; i++)
        if (causes[i].error == p->error)
            return causes[i].text[language];
    return status_info(p->status)->detail[language];
}

void problem_text(const struct problem *p, enum language language, char *text, size_t size)
{
    static const char *const nearest[2][2] = {{"「", "」のことですか。"},
                                              {" Did you mean \"", "\"?"}};
    static const char *const allowed[2][2] = {{"使えるもの: ", "。"}, {" Allowed: ", "."}};
    if (size == 0)
        return;
    size_t at = language == LANGUAGE_EN ? 1 : 0;
    text[0] = '\0';
    size_t len = status_fill(p, status_format_of(p, at), text, size, 0);
    if (p->nearest[0]) {
        len = status_append(text, size, len, slice_of(nearest[at][0]));
        len = status_append(text, size, len, slice_of(p->nearest));
        len = status_append(text, size, len, slice_of(nearest[at][1]));
    }
    if (p->allowed[0]) {
        len = status_append(text, size, len, slice_of(allowed[at][0]));
        len = status_append(text, size, len, slice_of(p->allowed));
        status_append(text, size, len, slice_of(allowed[at][1]));
    }
}
