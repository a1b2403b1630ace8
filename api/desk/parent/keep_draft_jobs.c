/* What is done with drafts in jobs: taking files in, publishing. */
#include "hiraku/desk/parent/desk_draft.h"
#include "hiraku/desk/parent/jobs.h"

#include "hiraku/base/json_writer.h"

static enum status draft_job_begin(struct parent *parent, struct question *question,
                                   struct problem *p)
{
    uint64_t job = 0;
    enum status status = job_start(parent, question, 0, SLICE_NONE, &job, p);
    if (status == STATUS_OK)
        json_int(question->json, "job", (int64_t)job);
    return status;
}

/* Whether the draft is there, for who would wait for a job to hear that. */
static enum status draft_job_known(const struct parent *parent, const struct question *question,
                                   struct problem *p)
{
    struct desk_draft desk;
    if (!question_argument(question, "draft").len)
        return STATUS_OK;
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_READ, p);
    if (status == STATUS_OK && desk.draft.status != DRAFT_OPEN &&
        desk.draft.status != DRAFT_PROPOSED)
        status = problem_set(p, STATUS_DRAFT_CLOSED, slice_of(desk.draft.id),
                             slice_of(draft_status_name(desk.draft.status)), NULL);
    desk_draft_close(&desk);
    return status;
}

enum status keep_draft_add(struct parent *parent, struct question *question, struct problem *p)
{
    size_t count = json_array_size(question->files);
    if (question->takes < 0 || count == 0 || count > DESK_FILES_MAX)
        return problem_set(p, STATUS_MISSING_PARAMETER, slice_of("file"), SLICE_NONE, NULL);
    enum status status = draft_job_known(parent, question, p);
    return status == STATUS_OK ? draft_job_begin(parent, question, p) : status;
}

enum status keep_draft_publish(struct parent *parent, struct question *question, struct problem *p)
{
    enum status status = draft_job_known(parent, question, p);
    return status == STATUS_OK ? draft_job_begin(parent, question, p) : status;
}
