/* The process of a job: publishes, tells how far it has come, ends. */
#ifndef HIRAKU_DESK_PARENT_JOB_PROCESS_H
#define HIRAKU_DESK_PARENT_JOB_PROCESS_H

#include "hiraku/desk/parent/parent.h"

/* Packets to `socket`: {"step":…,"table":…,"rows":…} now and then, at the end {"outcome":{…}} with
 * "release", "changed", what was added, removed and modified, "errors", "report_ja", "report_en",
 * "draft" where it was about one, and "problem" where it failed. */
void job_process(const struct desk_setup *setup, const struct job *job,
                 const struct question *question, int socket);

#endif
