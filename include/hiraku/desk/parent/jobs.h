/* Jobs: what takes long is done by a process of its own, which ends with the parent.
 *
 * Publishing is whole or not at all, whenever the process is killed. One runs at a time. */
#ifndef HIRAKU_DESK_PARENT_JOBS_H
#define HIRAKU_DESK_PARENT_JOBS_H

#include "hiraku/desk/parent/parent.h"

/* Starts a job for who asks; `text`: the reason or the remark, good text of one line. `*number` is
 * that of the job. STATUS_DESK_BUSY: one runs. */
enum status job_start(struct parent *parent, const struct question *question, uint64_t release,
                      struct slice text, uint64_t *number, struct problem *p);

/* What killed processes began with drafts is ended or undone; what fails is told to the log of the
 * program. */
void job_recover(struct parent *parent);

/* That which runs; NULL: none. */
struct job *job_running(struct parent *parent);
const struct job *job_find(const struct parent *parent, uint64_t number);

/* Its socket has something to tell, or is closed. */
void job_hear(struct parent *parent, struct job *job);

/* The members of an object that is open. */
void job_write(const struct job *job, struct json_writer *json);

#endif
