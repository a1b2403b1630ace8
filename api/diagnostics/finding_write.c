/* Writes a report: lines for people, members of a JSON object for programs. The lines of groups are
 * written by finding_summary.c. */
#include "hiraku/diagnostics/finding.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"

#include "finding_list.h"
#include "finding_message.h"

#include <stdlib.h>

enum { MESSAGE_LIMIT = 64 * 1024 };

static const char *const severity_names[] = {
    [SEVERITY_ERROR] = "error",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_NOTE] = "note",
};

/* --- lines ------------------------------------------------------------------------------------ */

static void finding_write_write_line(struct out *out, enum language language,
                                     const struct finding *finding, struct out *scratch)
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

static void finding_write_write_lines(struct out *out, enum language language,
                                      const struct report *report, struct out *scratch)
{
    size_t count;
    struct listed *list = finding_list(report, &count);
    if (!list) {
        out_fail(out, STATUS_NO_MEMORY, NULL);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (!finding_is_usual(list[i].finding))
            finding_write_write_line(out, language, list[i].finding, scratch);
    write_rest(out, language, report);
    free(list);
}

void finding_put_message(struct out *out, enum language language, const struct finding *finding)
{
    struct out scratch;
    out_open_memory(&scratch, MESSAGE_LIMIT);
    out_slice(out, finding_message(&scratch, language, finding));
    out_close(&scratch);
}

const char *finding_severity_name(enum severity severity)
{
    return severity_names[severity];
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void write_json_finding(struct json_writer *json, const struct finding *finding,
                               struct out *scratch)
{
    const struct rule_info *info = rule_info(finding->rule);
    json_begin_object(json, NULL);
    json_text(json, "rule", info->slug);
    json_text(json, "severity", severity_names[info->severity]);
    json_text(json, "file", finding->place.file);
    json_int_or_null(json, "line", (int64_t)finding->place.line, finding->place.line > 0);
    json_text(json, "column", finding->place.column);
    json_slice(json, "value", finding->value);
    json_slice(json, "mended", finding->mended);
    json_slice(json, "expected", finding->expected);
    out_reset(scratch);
    if (finding->other.file[0] != '\0' || finding->other.line > 0)
        finding_put_place(scratch, LANGUAGE_EN, &finding->other);
    json_slice(json, "other", out_written(scratch));
    json_text(json, "readability_rule", info->readability_id);
    json_slice(json, "message_ja", finding_message(scratch, LANGUAGE_JA, finding));
    json_slice(json, "message_en", finding_message(scratch, LANGUAGE_EN, finding));
    json_end(json);
}

static void write_counts(struct json_writer *json, const struct report *report)
{
    json_begin_object(json, "counts");
    for (size_t rule = 0; rule < RULE_COUNT; rule++) {
        uint64_t found = report_rule_count(report, (enum rule)rule);
        if (found > 0)
            json_int(json, rule_info((enum rule)rule)->slug, (int64_t)found);
    }
    json_end(json);
}

void report_write_members(const struct report *report, struct json_writer *json)
{
    struct out scratch;
    size_t count;
    struct listed *list = finding_list(report, &count);
    if (!list) {
        out_fail(json->out, STATUS_NO_MEMORY, NULL);
        return;
    }
    out_open_memory(&scratch, MESSAGE_LIMIT);
    json_int(json, "errors", (int64_t)report_count(report, SEVERITY_ERROR));
    json_int(json, "warnings", (int64_t)report_count(report, SEVERITY_WARNING));
    json_int(json, "notes", (int64_t)report_count(report, SEVERITY_NOTE));
    json_begin_array(json, "findings");
    json->numeric = true;
    for (size_t i = 0; i < count; i++) {
        json_line(json);
        write_json_finding(json, list[i].finding, &scratch);
    }
    json->numeric = false;
    json_end(json);
    json_line(json);
    write_counts(json, report);
    if (scratch.error != STATUS_OK)
        out_fail(json->out, scratch.error, scratch.problem.reason);
    out_close(&scratch);
    free(list);
}

void report_write(const struct report *report, enum language language, enum report_form form,
                  struct out *out)
{
    struct out scratch;
    out_open_memory(&scratch, MESSAGE_LIMIT);
    if (form == REPORT_LINES)
        finding_write_write_lines(out, language, report, &scratch);
    else
        finding_write_groups(report, language, out, &scratch);
    if (scratch.error != STATUS_OK)
        out_fail(out, scratch.error, scratch.problem.reason);
    out_close(&scratch);
}
