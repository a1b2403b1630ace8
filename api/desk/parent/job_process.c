/* See job_process.h. */
#include "hiraku/desk/parent/job_process.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/progress.h"
#include "hiraku/desk/packet.h"
#include "hiraku/desk/parent/desk_draft.h"
#include "hiraku/desk/problem_packet.h"
#include "hiraku/publish/publish.h"

enum { TELL_MS = 200, OUTCOME_BYTES = 1024 * 1024, REPORT_BYTES = 256 * 1024 };

struct job_voice {
    int socket;
    int64_t told_ms;
};

static void job_tell(void *context, const char *step, const char *table, uint64_t rows,
                     uint64_t done, uint64_t total)
{
    struct job_voice *voice = context;
    struct out out;
    int64_t now = clock_monotonic_ms();
    (void)done, (void)total;
    if (now - voice->told_ms < TELL_MS)
        return;
    voice->told_ms = now;
    out_open_memory(&out, OUTCOME_BYTES);
    struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_text(&json, "step", step);
    json_text(&json, "table", table);
    json_int(&json, "rows", (int64_t)rows);
    json_finish(&json);
    if (out_finish(&out, NULL) == STATUS_OK)
        packet_send(voice->socket, out_written(&out), NULL);
    out_close(&out);
}

static void job_report(struct json_writer *json, const struct report *report)
{
    static const char *const names[] = {"report_ja", "report_en"};
    json_int(json, "errors", (int64_t)report_count(report, SEVERITY_ERROR));
    for (enum language language = LANGUAGE_JA; language <= LANGUAGE_EN; language++) {
        struct out text;
        out_open_memory(&text, REPORT_BYTES);
        report_write(report, language, REPORT_GROUPS, &text);
        json_slice(json, names[language], out_written(&text));
        out_close(&text);
    }
}

/* What came of it. */
struct job_result {
    struct publish_result published;
    const struct report *report;
    char draft[DRAFT_ID_SIZE];
};

static void job_end(int socket, const struct job_result *made, enum status status,
                    const struct problem *p)
{
    struct out out;
    const struct publish_result *result = &made->published;
    out_open_memory(&out, OUTCOME_BYTES);
    struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_begin_object(&json, "outcome");
    json_text(&json, "draft", made->draft);
    json_int(&json, "release", (int64_t)result->number);
    json_bool(&json, "changed", result->changed);
    json_int(&json, "added", (int64_t)result->added);
    json_int(&json, "removed", (int64_t)result->removed);
    json_int(&json, "modified", (int64_t)result->modified);
    if (made->report)
        job_report(&json, made->report);
    if (status != STATUS_OK)
        problem_packet_write(&json, "problem", p);
    json_finish(&json);
    if (out_finish(&out, NULL) == STATUS_OK)
        packet_send(socket, out_written(&out), NULL);
    out_close(&out);
}

void job_process(const struct desk_setup *setup, const struct job *job,
                 const struct question *question, int socket)
{
    struct problem problem = {.status = STATUS_OK};
    struct job_result made = {.published = {.number = 0}};
    struct publish_options options = *setup->options;
    struct job_voice voice = {.socket = socket};
    const struct progress progress = {job_tell, &voice};
    struct report *report = report_new();
    enum status status = report ? STATUS_OK : problem_memory(&problem);
    options.report = report;
    options.progress = &progress;
    options.message = job->text[0] ? job->text : NULL;
    made.report = report;
    memcpy(made.draft, job->draft, sizeof made.draft);
    if (status == STATUS_OK && desk_operations[job->action].flags & DESK_TAKES)
        status = desk_draft_take(setup, question, made.draft, &problem);
    else if (status == STATUS_OK && job->action == DESK_DRAFT_PUBLISH)
        status = desk_draft_publish(setup, job->draft, &options, &made.published, &problem);
    else if (status == STATUS_OK && job->action == DESK_RESTORE)
        status = publish_rollback(setup->config->store, job->release, &options, &made.published,
                                  &problem);
    else if (status == STATUS_OK)
        status =
            publish_run(setup->config->store, setup->instance, &options, &made.published, &problem);
    if (status != STATUS_OK && problem.status == STATUS_OK)
        problem_set(&problem, status, SLICE_NONE, SLICE_NONE, NULL);
    job_end(socket, &made, status, &problem);
    report_free(report);
}
