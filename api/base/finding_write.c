/* Writes a report: lines for people, one JSON object for programs.
 *
 * Cells, names of files and names of columns are foreign bytes: what is not UTF-8 becomes U+FFFD,
 * and in text for people control characters become visible, so that a finding is one line and a
 * terminal obeys none of it. */
#include "finding_list.h"

#include "hiraku/text.h"

#include <stdio.h>
#include <stdlib.h>

enum { MESSAGE_LIMIT = 64 * 1024 };

static const char *const severity_names[] = {
    [SEVERITY_ERROR] = "error",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_NOTE] = "note",
};

/* --- messages --------------------------------------------------------------------------------- */

static bool is_direction_control(int32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* Foreign text, visible and on one line. */
static void put_visible(struct out *out, struct slice text)
{
    size_t at = 0;
    while (at < text.len) {
        size_t from = at;
        int32_t c = text_next(text, &at);
        if (c < 0) {
            at = from + 1;
            out_text(out, "\xEF\xBF\xBD");
        } else if (c == '\n' || c == '\r' || c == '\t') {
            out_text(out, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
        } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
                   is_direction_control(c)) {
            char code[16];
            snprintf(code, sizeof code, "<U+%04X>", (unsigned)c);
            out_text(out, code);
        } else {
            out_bytes(out, text.at + from, at - from);
        }
    }
}

/* «file:line», or what is known of it. */
static void put_place(struct out *out, enum language language, const struct place *place)
{
    put_visible(out, slice_of(place->file));
    if (place->line == 0)
        return;
    if (place->file[0] != '\0')
        out_char(out, ':');
    else if (language == LANGUAGE_EN)
        out_text(out, "line ");
    out_int(out, (int64_t)place->line);
    if (place->file[0] == '\0' && language == LANGUAGE_JA)
        out_text(out, "行目");
}

/* A mended value that stands where a sentence would begin is made one, with a space behind it in
 * English. */
static void put_mended(struct out *out, enum language language, const char *template,
                       const char *here, struct slice mended)
{
    static const char stop_ja[] = "。", stop_en[] = ". ";
    const char *stop = language == LANGUAGE_JA ? stop_ja : stop_en;
    size_t len = strlen(stop), before = (size_t)(here - template);
    bool sentence = before == 0 || (before >= len && memcmp(here - len, stop, len) == 0);
    if (mended.len == 0)
        return;
    if (sentence && language == LANGUAGE_EN)
        out_text(out, "Did you mean ");
    put_visible(out, mended);
    if (sentence)
        out_text(out, language == LANGUAGE_JA ? " ではありませんか。" : "? ");
}

/* Fills in the placeholder at `here`; returns its length, 0 where there is none. */
static size_t put_placeholder(struct out *out, enum language language, const char *template,
                              const char *here, const struct finding *finding)
{
    static const char *const names[] = {"{value}", "{mended}", "{expected}", "{other}"};
    size_t which = 0;
    while (which < 4 && strncmp(here, names[which], strlen(names[which])) != 0)
        which++;
    switch (which) {
    case 0:
        put_visible(out, finding->value);
        break;
    case 1:
        put_mended(out, language, template, here, finding->mended);
        break;
    case 2:
        put_visible(out, finding->expected);
        break;
    case 3:
        put_place(out, language, &finding->other);
        break;
    default:
        return 0;
    }
    return strlen(names[which]);
}

/* The message of a finding, into `out`, which is a memory stream and is emptied first. */
static struct slice message(struct out *out, enum language language, const struct finding *finding)
{
    const char *template = rule_info(finding->rule)->message[language];
    const char *at = template;
    out_reset(out);
    while (*at) {
        size_t run = strcspn(at, "{");
        out_bytes(out, at, run);
        at += run;
        if (*at == '\0')
            break;
        size_t len = put_placeholder(out, language, template, at, finding);
        if (len == 0)
            out_char(out, *at);
        at += len ? len : 1;
    }
    struct slice text = out_written(out);
    while (text.len > 0 && text.at[text.len - 1] == ' ')
        text.len--;
    return text;
}

/* --- lines ------------------------------------------------------------------------------------ */

static void write_line(struct out *out, enum language language, const struct finding *finding,
                       struct out *scratch)
{
    static const char *const prefix[][2] = {
        [SEVERITY_ERROR] = {"", ""},
        [SEVERITY_WARNING] = {"警告: ", "warning: "},
        [SEVERITY_NOTE] = {"参考: ", "note: "},
    };
    const struct rule_info *info = rule_info(finding->rule);
    const struct place *place = &finding->place;
    put_place(out, language, place);
    if (place->file[0] != '\0' || place->line > 0)
        out_text(out, ": ");
    if (place->column[0] != '\0') {
        put_visible(out, slice_of(place->column));
        out_text(out, ": ");
    }
    out_text(out, prefix[info->severity][language]);
    out_slice(out, message(scratch, language, finding));
    out_text(out, " (");
    out_text(out, info->slug);
    out_char(out, ')');
    if (info->readability_id[0] != '\0') {
        out_text(out, " [");
        out_text(out, info->readability_id);
        out_char(out, ']');
    }
    out_char(out, '\n');
}

static void write_rest(struct out *out, enum language language, const struct report *report)
{
    for (size_t rule = 0; rule < RULE_COUNT; rule++) {
        uint64_t count = report_rule_count(report, (enum rule)rule);
        if (count <= FINDINGS_KEPT)
            continue;
        out_text(out, language == LANGUAGE_JA ? "… ほかに " : "… and ");
        out_int(out, (int64_t)(count - FINDINGS_KEPT));
        out_text(out, language == LANGUAGE_JA ? " 件、規則 " : " more of rule ");
        out_text(out, rule_info((enum rule)rule)->slug);
        out_char(out, '\n');
    }
}

/* --- JSON ------------------------------------------------------------------------------------- */

/* A JSON string (RFC 8259 s.7). */
static void put_json(struct out *out, struct slice text)
{
    out_char(out, '"');
    size_t at = 0;
    while (at < text.len) {
        size_t from = at;
        int32_t c = text_next(text, &at);
        if (c < 0) {
            at = from + 1;
            out_text(out, "\xEF\xBF\xBD");
        } else if (c == '"' || c == '\\') {
            out_char(out, '\\');
            out_char(out, (char)c);
        } else if (c < 0x20 || c == 0x7F) {
            char code[8];
            snprintf(code, sizeof code, "\\u%04x", (unsigned)c & 0xFFU);
            out_text(out, code);
        } else {
            out_bytes(out, text.at + from, at - from);
        }
    }
    out_char(out, '"');
}

/* ,"key":"text", and null for no text. */
static void put_member(struct out *out, const char *key, struct slice text)
{
    out_text(out, ",\"");
    out_text(out, key);
    out_text(out, "\":");
    if (text.len > 0)
        put_json(out, text);
    else
        out_text(out, "null");
}

static void put_json_place(struct out *out, const struct place *place)
{
    put_member(out, "file", slice_of(place->file));
    out_text(out, ",\"line\":");
    if (place->line > 0)
        out_int(out, (int64_t)place->line);
    else
        out_text(out, "null");
    put_member(out, "column", slice_of(place->column));
}

static void write_json_finding(struct out *out, const struct finding *finding, struct out *scratch)
{
    const struct rule_info *info = rule_info(finding->rule);
    out_text(out, "{\"rule\":");
    put_json(out, slice_of(info->slug));
    put_member(out, "severity", slice_of(severity_names[info->severity]));
    put_json_place(out, &finding->place);
    put_member(out, "value", finding->value);
    put_member(out, "mended", finding->mended);
    put_member(out, "expected", finding->expected);
    out_reset(scratch);
    if (finding->other.file[0] != '\0' || finding->other.line > 0)
        put_place(scratch, LANGUAGE_EN, &finding->other);
    put_member(out, "other", out_written(scratch));
    put_member(out, "readability_rule", slice_of(info->readability_id));
    put_member(out, "message_ja", message(scratch, LANGUAGE_JA, finding));
    put_member(out, "message_en", message(scratch, LANGUAGE_EN, finding));
    out_char(out, '}');
}

static void write_json(struct out *out, const struct report *report, const struct listed *list,
                       size_t count, struct out *scratch)
{
    out_text(out, "{\"errors\":");
    out_int(out, (int64_t)report_count(report, SEVERITY_ERROR));
    out_text(out, ",\"warnings\":");
    out_int(out, (int64_t)report_count(report, SEVERITY_WARNING));
    out_text(out, ",\"findings\":[");
    for (size_t i = 0; i < count; i++) {
        out_text(out, i > 0 ? ",\n" : "\n");
        write_json_finding(out, list[i].finding, scratch);
    }
    out_text(out, "],\n\"counts\":{");
    const char *comma = "";
    for (size_t rule = 0; rule < RULE_COUNT; rule++) {
        if (report_rule_count(report, (enum rule)rule) == 0)
            continue;
        out_text(out, comma);
        put_json(out, slice_of(rule_info((enum rule)rule)->slug));
        out_char(out, ':');
        out_int(out, (int64_t)report_rule_count(report, (enum rule)rule));
        comma = ",";
    }
    out_text(out, "}}\n");
}

/* People need not be told that a file is in the encoding it should be in. */
static bool is_usual(const struct finding *finding)
{
    return finding->rule == RULE_READ_AS && slice_starts(finding->value, "UTF-8");
}

void report_write(const struct report *report, enum language language, bool json, struct out *out)
{
    size_t count;
    struct listed *list = finding_list(report, &count);
    if (!list) {
        out_fail(out, STATUS_NO_MEMORY, NULL);
        return;
    }
    struct out scratch;
    out_open_memory(&scratch, MESSAGE_LIMIT);
    if (json) {
        write_json(out, report, list, count, &scratch);
    } else {
        for (size_t i = 0; i < count; i++)
            if (!is_usual(list[i].finding))
                write_line(out, language, list[i].finding, &scratch);
        write_rest(out, language, report);
    }
    if (scratch.error != STATUS_OK)
        out_fail(out, scratch.error, scratch.problem.reason);
    out_close(&scratch);
    free(list);
}
