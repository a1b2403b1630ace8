/* hiraku usage: how often what is published was used in a month, as a text to forward. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/releases.h"
#include "hiraku/service/record.h"
#include "hiraku/store/store.h"
#include "hiraku/usage/usage_file.h"
#include "hiraku/usage/usage_place.h"
#include "hiraku/usage/usage_sums.h"
#include "hiraku/value/period.h"

#include <inttypes.h>
#include <stdio.h>

enum { LINES_MAX = 20, NAME_SIZE = 400, DAY_SECONDS = 86400 };

/* What is told of. */
struct usage_report {
    const struct call *call;
    struct usage_book *book;
    struct usage_days days;
    char month[USAGE_MONTH_SIZE];
    struct instance instance;
    struct store *store; /* of names; NULL: they are not to be had */
};

/* --- words ------------------------------------------------------------------------------------ */

static const char *usage_report_word(const struct usage_report *report, const char *ja,
                                     const char *en)
{
    return report->call->language == LANGUAGE_EN ? en : ja;
}

static const struct code *usage_report_code(struct slice value)
{
    const struct column *use = model_column(&usage_resource, slice_of("use"));
    const struct code *code = use->codes;
    while (code->value && !slice_is(value, code->value))
        code++;
    return code->value ? code : NULL;
}

static const struct resource *usage_report_table(struct slice name)
{
    const struct resource *found = model_resource(name);
    for (size_t i = 0; i < model_on_demand_count && !found; i++)
        if (slice_is(name, model_on_demand[i]->name))
            found = model_on_demand[i];
    return found;
}

/* The KPI's own name, of the current release. */
static void usage_report_kpi_name(const struct usage_report *report, struct slice id,
                                  char name[NAME_SIZE])
{
    struct stored_record record = {.found = false};
    struct problem p;
    if (!report->store)
        return;
    view_init(&record.view, model_cube_subject()->ref, 0);
    if (record_read(&record, report->store, id, &p) == STATUS_OK && record.found) {
        struct slice title =
            record_title(&record.row, report->call->language == LANGUAGE_EN ? "en" : "ja");
        snprintf(name, NAME_SIZE, "%.*s", (int)title.len, title.at ? title.at : "");
    }
    record_close(&record);
}

/* What people call it; empty: nothing but what it is called by programs. */
static void usage_report_name(const struct usage_report *report, enum usage_part part,
                              struct slice value, char name[NAME_SIZE])
{
    const struct code *code = part == USAGE_USE ? usage_report_code(value) : NULL;
    const struct resource *table = part == USAGE_TABLE ? usage_report_table(value) : NULL;
    name[0] = '\0';
    if (code)
        snprintf(name, NAME_SIZE, "%s", usage_report_word(report, code->title_ja, code->title_en));
    else if (table)
        snprintf(name, NAME_SIZE, "%s",
                 usage_report_word(report, table->title_ja, table->title_en));
    else if (part == USAGE_KPI)
        usage_report_kpi_name(report, value, name);
}

/* --- for people ------------------------------------------------------------------------------- */

/* 1234567 as 1,234,567. */
static void usage_report_number(uint64_t number, char text[32])
{
    char digits[24];
    size_t len = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, number), at = 0;
    for (size_t i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            text[at++] = ',';
        text[at++] = digits[i];
    }
    text[at] = '\0';
}

static void usage_report_line(const struct usage_report *report, struct out *out, const char *what,
                              const uint64_t counts[USAGE_AGENTS])
{
    char others[32], bots[32];
    usage_report_number(counts[USAGE_OTHERS], others);
    usage_report_number(counts[USAGE_BOTS], bots);
    message_write(out, counts[USAGE_BOTS] > 0 ? MESSAGE_USAGE_LINE : MESSAGE_USAGE_LINE_ALONE,
                  report->call->language, MESSAGE_WITH(what, others, bots));
}

static enum status usage_report_write_part(const struct usage_report *report, enum usage_part part,
                                           enum message head, struct out *out, struct problem *p)
{
    struct usage_sums sums;
    char name[NAME_SIZE], what[2 * NAME_SIZE], more[24];
    if (!usage_sums_make(&sums, report->book, report->days, part))
        return problem_memory(p);
    if (sums.count > 0)
        message_write(out, head, report->call->language, NULL);
    for (size_t i = 0; i < sums.count && i < LINES_MAX; i++) {
        usage_report_name(report, part, sums.sums[i].name, name);
        bool both = name[0] && part != USAGE_USE;
        snprintf(what, sizeof what, "%s%s%.*s%s", name, both ? " (" : "",
                 name[0] && !both ? 0 : (int)sums.sums[i].name.len, sums.sums[i].name.at,
                 both ? ")" : "");
        usage_report_line(report, out, what, sums.sums[i].counts);
    }
    if (sums.count > LINES_MAX)
        message_write(out, MESSAGE_USAGE_MORE, report->call->language,
                      MESSAGE_WITH(message_number(more, sums.count - LINES_MAX)));
    usage_sums_free(&sums);
    return STATUS_OK;
}

static void usage_report_write_head(const struct usage_report *report, struct out *out)
{
    enum language language = report->call->language;
    struct period period;
    char month[PERIOD_LABEL_SIZE], days[2][24], before[USAGE_MONTH_SIZE];
    uint64_t counts[USAGE_AGENTS];
    period_parse(slice_of(report->month), 1, &period);
    (language == LANGUAGE_EN ? period_label_en : period_label_ja)(&period, slice_of(report->month),
                                                                  month);
    size_t with = usage_total(report->book, report->days, counts);
    message_write(out, MESSAGE_USAGE_HEAD, language,
                  MESSAGE_WITH(report->instance.title[language], month,
                               message_number(
                                   days[0], (uint64_t)(report->days.last - report->days.first + 1)),
                               message_number(days[1], with)));
    usage_report_line(report, out, usage_report_word(report, "合計", "All"), counts);
    const struct usage_days former = usage_days_before(report->days.first);
    if (usage_total(report->book, former, counts) > 0) {
        char what[64];
        usage_month_of(former.first, before);
        snprintf(what, sizeof what, "%s (%s)",
                 usage_report_word(report, "前の月", "The month before"), before);
        usage_report_line(report, out, what, counts);
    }
}

static enum status usage_report_write_text(const struct usage_report *report, struct out *out,
                                           struct problem *p)
{
    static const struct {
        enum usage_part part;
        enum message head;
    } parts[] = {{USAGE_USE, MESSAGE_USAGE_BY_USE},
                 {USAGE_TABLE, MESSAGE_USAGE_BY_TABLE},
                 {USAGE_KPI, MESSAGE_USAGE_BY_KPI},
                 {USAGE_FILE, MESSAGE_USAGE_BY_FILE},
                 {USAGE_FORMAT, MESSAGE_USAGE_BY_FORMAT}};
    enum status status = STATUS_OK;
    usage_report_write_head(report, out);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == STATUS_OK; i++)
        status = usage_report_write_part(report, parts[i].part, parts[i].head, out, p);
    message_write(out, MESSAGE_USAGE_END, report->call->language,
                  MESSAGE_WITH(report->instance.base_url, report->month));
    return status;
}

/* --- for programs ----------------------------------------------------------------------------- */

static void usage_report_write_counts(struct json_writer *json, const uint64_t counts[USAGE_AGENTS])
{
    json_int(json, "requests", (int64_t)counts[USAGE_OTHERS]);
    json_int(json, "bot_requests", (int64_t)counts[USAGE_BOTS]);
}

static enum status usage_report_write_json(const struct usage_report *report, struct out *out,
                                           struct problem *p)
{
    static const char *const names[USAGE_PARTS] = {"uses", "tables", "kpis", "files", "formats"};
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    uint64_t counts[USAGE_AGENTS];
    json_begin_object(&json, NULL);
    json_text(&json, "status", "ok");
    json_text(&json, "month", report->month);
    json_int(&json, "days_with_use", (int64_t)usage_total(report->book, report->days, counts));
    usage_report_write_counts(&json, counts);
    for (size_t part = 0; part < USAGE_PARTS; part++) {
        struct usage_sums sums;
        if (!usage_sums_make(&sums, report->book, report->days, part))
            return problem_memory(p);
        json_begin_array(&json, names[part]);
        for (size_t i = 0; i < sums.count; i++) {
            json_line(&json);
            json_begin_object(&json, NULL);
            json_slice(&json, "name", sums.sums[i].name);
            usage_report_write_counts(&json, sums.sums[i].counts);
            json_end(&json);
        }
        json_end(&json);
        usage_sums_free(&sums);
    }
    json_finish(&json);
    return STATUS_OK;
}

/* --- the command ------------------------------------------------------------------------------ */

/* Names are those of the current release; without one, or with one of another program, there are
 * none. */
static void usage_report_open_names(struct usage_report *report)
{
    char dir[RELEASE_PATH_SIZE];
    uint64_t number;
    struct problem p;
    if (release_current(report->call->config.store, &number, dir, &p) == STATUS_OK &&
        instance_read_release(&report->instance, dir, &p) == STATUS_OK &&
        store_open(&report->store, dir, 0, &p) != STATUS_OK)
        report->store = NULL;
}

static enum status usage_report_read_book(struct usage_report *report, struct problem *p)
{
    struct usage_file file;
    char path[USAGE_PLACE_SIZE];
    usage_place(&report->call->config, path);
    enum status status = usage_file_open_read(&file, path, p);
    if (status == STATUS_OK)
        status = usage_file_read(&file, &report->book, p);
    usage_file_close(&file);
    return status;
}

/* That of --month, else the last that has counts, else the present one. */
static enum status usage_report_choose_month(struct usage_report *report, struct problem *p)
{
    const struct usage_book *book = report->book;
    const char *month = report->call->month;
    if (month)
        snprintf(report->month, sizeof report->month, "%s", month);
    else
        usage_month_of(book->count > 0 ? book->rows[book->count - 1].day
                                       : (int32_t)(time(NULL) / DAY_SECONDS),
                       report->month);
    if (month && strlen(month) >= sizeof report->month)
        report->month[0] = '\0';
    if (usage_days_of_month(slice_of(report->month), &report->days))
        return STATUS_OK;
    enum status status =
        problem_set(p, STATUS_BAD_ARGUMENT, slice_of("--month"), slice_of(month), NULL);
    problem_allow(p, slice_of("YYYY-MM"));
    return status;
}

enum status command_usage(const struct call *call, struct out *out, struct problem *p)
{
    struct usage_report report = {.call = call};
    enum status status = usage_report_read_book(&report, p);
    if (status == STATUS_OK)
        status = usage_report_choose_month(&report, p);
    if (status == STATUS_OK)
        usage_report_open_names(&report);
    if (status == STATUS_OK)
        status = call->json ? usage_report_write_json(&report, out, p)
                            : usage_report_write_text(&report, out, p);
    store_close(report.store);
    instance_free(&report.instance);
    usage_book_unref(report.book);
    return status;
}
