/* Reads and checks an instance directory: instance.json, then all files, then all records. */
#include "hiraku/ingest/ingest.h"

#include "hiraku/model/instance.h"
#include "hiraku/release/layout.h"
#include "hiraku/staging/stage.h"

#include "run.h"

#include <stdio.h>
#include <stdlib.h>

static enum status check_data(const char *dir, const struct check_run *run, struct problem *p)
{
    struct data_files files = {NULL, 0, 0, 0};
    enum status status = data_files_find(&files, dir, run->report, p);
    *run->unread |= files.unread;
    if (status == STATUS_OK)
        status = read_data(run, &files, p);
    data_files_free(&files);
    if (status == STATUS_OK)
        status = check_records(run, p);
    if (status == STATUS_OK)
        status = check_endings(run, p);
    return status;
}

enum status ingest_check(const char *dir, struct instance *instance, struct report *report,
                         const struct progress *progress, struct stage **stage, struct problem *p)
{
    struct stage *filled = NULL;
    char *path = NULL;
    enum status status = STATUS_OK;
    if (stage)
        *stage = NULL;
    if (asprintf(&path, "%s/%s", dir, layout_instance) < 0)
        return problem_memory(p);
    status = instance_read(instance, path, report, p);
    free(path);
    if (status == STATUS_OK)
        status = stage_new(&filled, p);
    if (status == STATUS_OK) {
        uint64_t unread = 0;
        const struct check_run run = {instance, report, filled, progress, &unread};
        status = check_data(dir, &run, p);
    }
    if (status == STATUS_OK && report_status(report) != STATUS_OK)
        status = problem_memory(p);
    if (status == STATUS_OK && stage)
        *stage = filled;
    else
        stage_free(filled);
    return status;
}
