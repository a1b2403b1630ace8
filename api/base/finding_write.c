/* Writes a report: lines for people, one JSON object for programs. The lines of groups are written
 * by finding_summary.c. */
#include "finding_list.h"
#include "finding_message.h"

#include "hiraku/text.h"

#include <stdio.h>
#include <stdlib.h>

enum { MESSAGE_LIMIT = 64 * 1024 };

static const char *const severity_names[] = {
    [SEVERITY_ERROR] = "error",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_NOTE] = "note",
};

/* --- lines ------------------------------------------------------------------------------------ */

static void write_line(struct out *out, enum language language, const struct finding *finding,
                       struct out *scratch)
{
    finding_put_head(out, language, finding);
    out_slice(out, finding_message(scratch, language, finding));
    finding_put_rule(out, finding->rule);
    out_char(out, '\n');
}

static void write_rest(struct out *out, enum language language, const struct report *report)
{
    for (size_t rule = 0; rule < RULE_COUNT; rule++) {
        uint64_t count = report_rule_count(report, (enum rule)rule);
        uint64_t kept = report_rule_kept(report, (enum rule)rule);
        if (count <= kept)
            continue;
        out_text(out, language == LANGUAGE_JA ? "… ほかに " : "… and ");
        out_int(out, (int64_t)(count - kept));
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
        finding_put_place(scratch, LANGUAGE_EN, &finding->other);
    put_member(out, "other", out_written(scratch));
    put_member(out, "readability_rule", slice_of(info->readability_id));
    put_member(out, "message_ja", finding_message(scratch, LANGUAGE_JA, finding));
    put_member(out, "message_en", finding_message(scratch, LANGUAGE_EN, finding));
    out_char(out, '}');
}

static void write_json(struct out *out, const struct report *report, const struct listed *list,
                       size_t count, struct out *scratch)
{
    out_text(out, "{\"errors\":");
    out_int(out, (int64_t)report_count(report, SEVERITY_ERROR));
    out_text(out, ",\"warnings\":");
    out_int(out, (int64_t)report_count(report, SEVERITY_WARNING));
    out_text(out, ",\"notes\":");
    out_int(out, (int64_t)report_count(report, SEVERITY_NOTE));
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

static void write_lines(struct out *out, enum language language, const struct report *report,
                        const struct listed *list, size_t count, struct out *scratch)
{
    for (size_t i = 0; i < count; i++)
        if (!finding_is_usual(list[i].finding))
            write_line(out, language, list[i].finding, scratch);
    write_rest(out, language, report);
}

void report_write(const struct report *report, enum language language, enum report_form form,
                  struct out *out)
{
    size_t count;
    struct listed *list = finding_list(report, &count);
    if (!list) {
        out_fail(out, STATUS_NO_MEMORY, NULL);
        return;
    }
    struct out scratch;
    out_open_memory(&scratch, MESSAGE_LIMIT);
    if (form == REPORT_JSON)
        write_json(out, report, list, count, &scratch);
    else if (form == REPORT_LINES)
        write_lines(out, language, report, list, count, &scratch);
    else
        finding_write_groups(report, language, out, &scratch);
    if (scratch.error != STATUS_OK)
        out_fail(out, scratch.error, scratch.problem.reason);
    out_close(&scratch);
    free(list);
}
