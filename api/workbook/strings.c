/* See strings.h. A string is its length in four bytes and its bytes. */
#include "strings.h"

#include "markup.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/base/in.h"
#include "hiraku/base/utf8.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { STRINGS_HEAD = sizeof(uint32_t), STRINGS_WINDOW = 64 * 1024 };

struct strings {
    const struct package *package;
    uint64_t count, bytes; /* bytes: of all, with their lengths */
    uint64_t *places;      /* of every STRINGS_STEP-th */
    size_t place_cap;
    char *held;
    uint64_t held_bytes; /* where the file begins */
    int fd;
    struct out file;
    char *window; /* of the file */
    size_t window_size;
    uint64_t window_begin, window_end;
};

/* --- text ------------------------------------------------------------------------------------- */

/* _xHHHH_: its code, −1: none. */
static int32_t strings_escape(struct slice text)
{
    int32_t code = 0;
    if (text.len < 7 || text.at[0] != '_' || text.at[1] != 'x' || text.at[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        static const char digits[] = "0123456789ABCDEFabcdef";
        const char *digit = memchr(digits, text.at[i], sizeof digits - 1);
        if (!digit)
            return -1;
        int32_t value = (int32_t)(digit - digits);
        code = code * 16 + (value > 15 ? value - 6 : value);
    }
    return code;
}

static void strings_append_code(struct out *out, int32_t code)
{
    const int32_t lost = 0xFFFD;
    char bytes[4];
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    out_bytes(out, bytes, utf8_put(code == 0 || surrogate || code >= 0xFFFE ? lost : code, bytes));
}

bool strings_append(struct out *out, struct slice text)
{
    while (text.len > 0) {
        size_t plain = 0;
        while (plain < text.len && text.at[plain] != '_' && text.at[plain] != '\r')
            plain++;
        out_bytes(out, text.at, plain);
        text = slice_from(text, plain);
        if (text.len == 0)
            break;
        int32_t code = *text.at == '\r' ? '\r' : strings_escape(text);
        size_t taken = *text.at == '_' && code >= 0 ? 7 : 1;
        text = slice_from(text, taken);
        if (code == '\r') {
            if (text.len == 0 || *text.at != '\n')
                out_char(out, '\n');
        } else if (code >= 0) {
            strings_append_code(out, code);
        } else {
            out_char(out, '_');
        }
    }
    return out->error == STATUS_OK;
}

/* --- keeping ---------------------------------------------------------------------------------- */

static enum status strings_begin_file(struct strings *strings, struct problem *p)
{
    const char *folder = strings->package->limits->folder;
    if (!folder)
        folder = getenv("TMPDIR");
    strings->fd = file_nameless(folder && *folder ? folder : "/tmp");
    if (strings->fd < 0)
        strings->fd = memfd_create("strings", MFD_CLOEXEC);
    if (strings->fd < 0)
        return problem_errno(p, "strings");
    strings->held_bytes = strings->bytes;
    strings->window_size = STRINGS_WINDOW + strings->package->limits->cell_bytes;
    strings->window = malloc(strings->window_size);
    out_open_sink(&strings->file, out_sink_fd, &strings->fd);
    return strings->window ? STATUS_OK : problem_memory(p);
}

static enum status strings_note_place(struct strings *strings, struct problem *p)
{
    size_t at = (size_t)(strings->count / STRINGS_STEP);
    if (strings->count % STRINGS_STEP != 0)
        return STATUS_OK;
    if (at == strings->place_cap) {
        size_t cap = at ? at * 2 : 256;
        uint64_t *places = realloc(strings->places, cap * sizeof *places);
        if (!places)
            return problem_memory(p);
        strings->places = places;
        strings->place_cap = cap;
    }
    strings->places[at] = strings->bytes;
    return STATUS_OK;
}

static enum status strings_add(struct strings *strings, struct slice text, struct problem *p)
{
    const struct workbook_limits *limits = strings->package->limits;
    uint32_t head = (uint32_t)text.len;
    if (strings->count == limits->strings)
        return package_limit(strings->package, "strings", limits->strings, p);
    if (strings->bytes + text.len > limits->string_bytes)
        return package_limit(strings->package, "string_bytes", limits->string_bytes, p);
    enum status status = strings_note_place(strings, p);
    if (status == STATUS_OK && strings->fd < 0 &&
        strings->bytes + STRINGS_HEAD + text.len > WORKBOOK_STRINGS_HELD)
        status = strings_begin_file(strings, p);
    if (status != STATUS_OK)
        return status;
    if (strings->fd >= 0) {
        out_bytes(&strings->file, &head, STRINGS_HEAD);
        out_slice(&strings->file, text);
    } else {
        memcpy(strings->held + strings->bytes, &head, STRINGS_HEAD);
        if (text.len > 0)
            memcpy(strings->held + strings->bytes + STRINGS_HEAD, text.at, text.len);
    }
    strings->bytes += STRINGS_HEAD + text.len;
    strings->count++;
    return STATUS_OK;
}

/* --- reading the part ------------------------------------------------------------------------- */

/* sst / si / (t | r / t); what rPh holds is how the text is pronounced. */
static enum status strings_read_items(struct strings *strings, struct markup *markup,
                                      struct out *text, struct problem *p)
{
    enum markup_event event;
    bool within = false, aside = false;
    for (;;) {
        enum status status = markup_next(markup, &event, p);
        if (status != STATUS_OK || event == MARKUP_END)
            return status;
        if (event == MARKUP_TEXT) {
            if (within && !strings_append(text, markup_text(markup)))
                return text->error == STATUS_TOO_LARGE
                           ? package_limit(strings->package, "cell_bytes", text->limit, p)
                           : problem_memory(p);
            continue;
        }
        bool start = event == MARKUP_START;
        if (markup_is(markup, "rPh"))
            aside = start;
        else if (markup_is(markup, "t"))
            within = start && !aside;
        else if (start && markup->depth == 1 && markup_is(markup, "si"))
            out_reset(text);
        else if (!start && markup->depth == 1 && markup_is(markup, "si"))
            status = strings_add(strings, out_written(text), p);
        if (status != STATUS_OK)
            return status;
    }
}

static enum status strings_read_part(struct strings *strings, const char *part, struct problem *p)
{
    struct markup markup;
    struct out text;
    bool there;
    out_open_memory(&text, strings->package->limits->cell_bytes);
    enum status status = markup_open(&markup, strings->package, part, false, &there, p);
    if (status == STATUS_OK && there)
        status = strings_read_items(strings, &markup, &text, p);
    markup_close(&markup);
    out_close(&text);
    if (status == STATUS_OK && strings->fd >= 0)
        status = out_finish(&strings->file, p);
    return status;
}

enum status strings_read(struct strings **result, const struct package *package, const char *part,
                         struct problem *p)
{
    struct strings *strings = *result = calloc(1, sizeof *strings);
    if (!strings)
        return problem_memory(p);
    strings->package = package;
    strings->fd = -1;
    strings->held = part ? malloc(WORKBOOK_STRINGS_HELD) : NULL;
    if (part && !strings->held)
        return problem_memory(p);
    return part ? strings_read_part(strings, part, p) : STATUS_OK;
}

void strings_free(struct strings *strings)
{
    if (!strings)
        return;
    if (strings->fd >= 0) {
        out_close(&strings->file);
        close(strings->fd);
    }
    free(strings->window);
    free(strings->held);
    free(strings->places);
    free(strings);
}

/* --- finding ---------------------------------------------------------------------------------- */

/* So many bytes from a place on, all in memory or all in the file. NULL: they cannot be read. */
static const char *strings_at(struct strings *strings, uint64_t place, size_t len)
{
    if (strings->fd < 0 || place < strings->held_bytes)
        return strings->held + place;
    uint64_t at = place - strings->held_bytes;
    if (at < strings->window_begin || at + len > strings->window_end) {
        ssize_t got = in_bytes_at(strings->fd, strings->window, strings->window_size, at);
        strings->window_begin = at;
        strings->window_end = at + (got > 0 ? (uint64_t)got : 0);
        if (got < (ssize_t)len)
            return NULL;
    }
    return strings->window + (at - strings->window_begin);
}

enum status strings_get(struct strings *strings, uint64_t number, struct slice *text, bool *there,
                        struct problem *p)
{
    *there = number < strings->count;
    if (!*there)
        return STATUS_OK;
    uint64_t place = strings->places[number / STRINGS_STEP];
    for (uint64_t left = number % STRINGS_STEP;; left--) {
        uint32_t len;
        const char *head = strings_at(strings, place, STRINGS_HEAD);
        if (!head)
            return problem_errno(p, "strings");
        memcpy(&len, head, STRINGS_HEAD);
        if (left == 0) {
            text->len = len;
            text->at = strings_at(strings, place + STRINGS_HEAD, len);
            return text->at ? STATUS_OK : problem_errno(p, "strings");
        }
        place += STRINGS_HEAD + len;
    }
}
