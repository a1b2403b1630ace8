/* hiraku report kpi: a report on the KPIs of a programme to standard output, filled from a release.
 */
#include "command.h"

#include "hiraku/form/form.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/releases.h"
#include "hiraku/store/store.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

#include <stdlib.h>

enum { YEAR_LOW = 1868, YEAR_HIGH = 2200 };

static const char report_kind[] = "kpi", report_form[] = "july";

static enum status report_bad(const char *option, const char *value, struct problem *p)
{
    return problem_set(p, STATUS_BAD_ARGUMENT, slice_of(option), slice_of(value), NULL);
}

/* 2024, FY2024, 2024年度 and 令和6年度. */
static enum status report_year(const char *text, int *year, struct problem *p)
{
    char canonical[PERIOD_TEXT_SIZE];
    struct period period;
    int64_t number;
    if (decimal_parse_int(slice_of(text), YEAR_LOW, YEAR_HIGH, &number)) {
        *year = (int)number;
        return STATUS_OK;
    }
    if (period_canonical(slice_of(text), canonical) != PERIOD_GOOD ||
        period_parse(slice_of(canonical), 1, &period) != PERIOD_GOOD || !period.fiscal ||
        period.precision != PERIOD_YEAR) {
        report_bad("--year", text, p);
        problem_allow(p, slice_of("2024"));
        problem_allow(p, slice_of("FY2024"));
        problem_allow(p, slice_of("令和6年度"));
        return STATUS_BAD_ARGUMENT;
    }
    *year = period.starts.year;
    return STATUS_OK;
}

static enum status report_writer(const struct call *call, const struct form_writer **writer,
                                 struct problem *p)
{
    *writer = form_writers;
    for (; call->format && (*writer)->name; ++*writer)
        if (strcmp((*writer)->name, call->format) == 0)
            return STATUS_OK;
    if (!call->format)
        return STATUS_OK;
    report_bad("--format", call->format, p);
    for (const struct form_writer *each = form_writers; each->name; each++)
        problem_allow(p, slice_of(each->name));
    return STATUS_BAD_ARGUMENT;
}

static enum status report_check_call(const struct call *call, int *year, struct problem *p)
{
    if (strcmp(call->operand, report_kind) != 0) {
        report_bad("report", call->operand, p);
        problem_allow(p, slice_of(report_kind));
        return STATUS_BAD_ARGUMENT;
    }
    if (!call->program || !call->year)
        return problem_set(p, STATUS_ARGUMENT_MISSING,
                           slice_of(call->program ? "--year" : "--program"), slice_of("report"),
                           NULL);
    return report_year(call->year, year, p);
}

/* --- the release ------------------------------------------------------------------------------ */

struct report_source {
    struct store *store;
    struct instance instance;
    struct manifest *manifest;
};

/* The number that is asked for, or the current one. */
static enum status report_number(const struct call *call, uint64_t current, uint64_t *number,
                                 struct problem *p)
{
    struct release_list list;
    int64_t asked;
    *number = current;
    if (!call->release)
        return STATUS_OK;
    if (!decimal_parse_int(slice_of(call->release), 1, INT64_MAX, &asked))
        return report_bad("--release", call->release, p);
    *number = (uint64_t)asked;
    enum status status = release_list_read(&list, call->config.store, p);
    if (status == STATUS_OK)
        status = release_known(&list, call->config.store, *number, p);
    release_list_free(&list);
    return status;
}

/* The rows of any release are in the store of the current one. */
static enum status report_open(const struct call *call, struct report_source *source,
                               struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], asked[RELEASE_PATH_SIZE];
    uint64_t current = 0, number = 0;
    source->manifest = malloc(sizeof *source->manifest);
    if (!source->manifest)
        return problem_memory(p);
    enum status status = release_current(call->config.store, &current, dir, p);
    if (status == STATUS_OK)
        status = report_number(call, current, &number, p);
    if (status == STATUS_OK) {
        layout_release_dir(call->config.store, number, asked);
        status = manifest_read(source->manifest, asked, p);
    }
    if (status == STATUS_OK && source->manifest->withdrawal.reason[0])
        status = problem_set(p, STATUS_RELEASE_WITHDRAWN, slice_of(call->release), SLICE_NONE,
                             source->manifest->withdrawal.reason);
    if (status == STATUS_OK)
        status = instance_read_release(&source->instance, asked, p);
    return status == STATUS_OK ? store_open(&source->store, dir, number == current ? 0 : number, p)
                               : status;
}

/* --- all -------------------------------------------------------------------------------------- */

static enum status report_fill(const struct call *call, const struct form *form, int year,
                               const struct form_writer *writer, struct out *out, struct problem *p)
{
    struct report_source source = {.store = NULL};
    enum status status = report_open(call, &source, p);
    if (status == STATUS_OK) {
        const struct form_asked asked = {
            .store = source.store,
            .instance = &source.instance,
            .manifest = source.manifest,
            .program = slice_of(call->program),
            .year = year,
            .language = call->language_said ? call->language : source.instance.language};
        struct form_page *page = malloc(sizeof *page);
        status = page ? form_fill(page, form, &asked, p) : problem_memory(p);
        if (status == STATUS_OK)
            status = writer->write(page, out, p);
        if (page)
            form_page_free(page);
        free(page);
    }
    store_close(source.store);
    instance_free(&source.instance);
    free(source.manifest);
    return status;
}

enum status command_report(const struct call *call, struct out *out, struct problem *p)
{
    const struct form_writer *writer;
    int year = 0;
    enum status status = report_check_call(call, &year, p);
    if (status == STATUS_OK)
        status = report_writer(call, &writer, p);
    if (status != STATUS_OK)
        return status;
    struct form *form = malloc(sizeof *form);
    if (!form)
        return problem_memory(p);
    status = form_read(form, call->form ? call->form : report_form, p);
    if (status == STATUS_OK)
        status = report_fill(call, form, year, writer, out, p);
    form_free(form);
    free(form);
    return status;
}
