/* Style sheets of an instance: a walk over their tokens (CSS Syntax 3, s.4) for what would load
 * something, however it is written. Properties and selectors are not looked at: the worst that they
 * can do is look bad, and the policy of the pages (http/response/policy.c) loads nothing else. */
#include "site_files.h"

#include "hiraku/diagnostics/finding.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/release/site_palette.h"

#include "own_clean.h"

enum { STYLE_NAME_SIZE = 40, STYLE_HEX_MAX = 6, STYLE_ASCII = 0x80 };

struct style_scan {
    const struct own_check *check;
    const struct site_style_place *place;
    struct slice text;
    size_t at;
};

static int style_char(const struct style_scan *scan, size_t ahead)
{
    return scan->at + ahead < scan->text.len ? (unsigned char)scan->text.at[scan->at + ahead] : 0;
}

static void style_report(const struct style_scan *scan, enum rule rule, size_t at,
                         const char *value)
{
    const uint64_t line = scan->place->line + own_clean_line(scan->text, at) - 1;
    report_at(scan->check->report, rule, (struct place){scan->place->file, line, ""},
              slice_of(value), SLICE_NONE, SLICE_NONE);
}

static void style_skip_comment(struct style_scan *scan)
{
    const char *from = scan->text.at + scan->at + 2;
    const char *end = memmem(from, scan->text.len - scan->at - 2, "*/", 2);
    scan->at = end ? (size_t)(end - scan->text.at) + 2 : scan->text.len;
}

static void style_skip_string(struct style_scan *scan)
{
    int quote = style_char(scan, 0);
    for (scan->at++; scan->at < scan->text.len; scan->at++) {
        int c = style_char(scan, 0);
        if (c == '\\')
            scan->at++;
        else if (c == quote || c == '\n')
            break;
    }
    scan->at += scan->at < scan->text.len;
}

static void style_skip_space(struct style_scan *scan)
{
    while (scan->at < scan->text.len && memchr(" \t\n", style_char(scan, 0), 3))
        scan->at++;
}

/* --- names ------------------------------------------------------------------------------------ */

static int style_hex(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What an escape stands for (s.4.3.7), with 0x80 for whatever is not ASCII. */
static int style_escape(struct style_scan *scan)
{
    unsigned value = 0;
    size_t digits = 0;
    scan->at++;
    while (digits < STYLE_HEX_MAX && style_hex(style_char(scan, 0)) >= 0) {
        value = value * 16 + (unsigned)style_hex(style_char(scan, 0));
        scan->at++;
        digits++;
    }
    if (digits == 0) {
        value = (unsigned)style_char(scan, 0);
        scan->at += scan->at < scan->text.len;
    } else if (memchr(" \t\n", style_char(scan, 0), 3)) {
        scan->at++;
    }
    return value > 0 && value < STYLE_ASCII ? (int)value : STYLE_ASCII;
}

static bool style_is_name(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '\\' || c >= STYLE_ASCII;
}

/* A name in small letters, cut where it is longer than any that is looked for. */
static void style_name(struct style_scan *scan, char name[STYLE_NAME_SIZE])
{
    size_t len = 0;
    while (scan->at < scan->text.len && style_is_name(style_char(scan, 0))) {
        int c = style_char(scan, 0);
        if (c == '\\')
            c = style_escape(scan);
        else
            scan->at++;
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        if (len + 1 < STYLE_NAME_SIZE)
            name[len++] = (char)c;
    }
    name[len] = '\0';
}

/* --- what is refused -------------------------------------------------------------------------- */

/* Functions whose arguments are addresses (CSS Values 4 s.4.5, CSS Images 4). */
static bool style_loads(const char *name)
{
    static const char *const functions[] = {"url",
                                            "src",
                                            "image",
                                            "image-set",
                                            "-webkit-image-set",
                                            "cross-fade",
                                            "-webkit-cross-fade",
                                            "url-prefix",
                                            "expression"};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(name, functions[i]) == 0)
            return true;
    return false;
}

/* url(#part), of the same drawing; goes behind its beginning. */
static bool style_is_part(struct style_scan *scan, const char *name)
{
    if (!scan->place->drawing || strcmp(name, "url") != 0)
        return false;
    style_skip_space(scan);
    int c = style_char(scan, 0);
    return c == '#' || ((c == '"' || c == '\'') && style_char(scan, 1) == '#');
}

static void style_check_function(struct style_scan *scan, const char *name, size_t start)
{
    char shown[STYLE_NAME_SIZE + 4];
    scan->at++;
    if (!style_loads(name) || style_is_part(scan, name))
        return;
    size_t len = strlen(name);
    memcpy(shown, name, len);
    memcpy(shown + len, "()", 3);
    style_report(scan, RULE_SITE_STYLE, start, shown);
}

static void style_check_property(struct style_scan *scan, const char *name, size_t start)
{
    style_skip_space(scan);
    if (scan->place->drawing || style_char(scan, 0) != ':' || strncmp(name, "--", 2) != 0)
        return;
    for (int which = 0; which < SITE_COLOURS; which++)
        if (strcmp(name + 2, site_colour_names[which]) == 0)
            style_report(scan, RULE_SITE_STYLE_COLOUR, start, name);
}

static void style_check_name(struct style_scan *scan, bool at_keyword)
{
    char name[STYLE_NAME_SIZE];
    size_t start = scan->at;
    style_name(scan, name);
    if (at_keyword && strcmp(name, "import") == 0)
        style_report(scan, RULE_SITE_STYLE, start, "@import");
    else if (!at_keyword && style_char(scan, 0) == '(')
        style_check_function(scan, name, start);
    else if (!at_keyword)
        style_check_property(scan, name, start);
}

void site_style_check(const struct own_check *check, const struct site_style_place *place,
                      struct slice text)
{
    struct style_scan scan = {check, place, text, 0};
    while (scan.at < text.len) {
        int c = style_char(&scan, 0);
        if (c == '/' && style_char(&scan, 1) == '*') {
            style_skip_comment(&scan);
        } else if (c == '"' || c == '\'') {
            style_skip_string(&scan);
        } else if (c == '@') {
            scan.at++;
            style_check_name(&scan, true);
        } else if (style_is_name(c)) {
            style_check_name(&scan, false);
        } else {
            scan.at++;
        }
    }
}
