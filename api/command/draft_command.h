/* The actions of `hiraku draft`. Private to api/command. */
#ifndef HIRAKU_API_COMMAND_DRAFT_COMMAND_H
#define HIRAKU_API_COMMAND_DRAFT_COMMAND_H

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/draft/draft.h"

#include "command.h"

/* One action at work. */
struct draft_run {
    const struct call *call;
    struct draft_place place;
    struct out *out;
    const char *who;
    const char *const *rest; /* operands behind ID, ends at `rest_count` */
    size_t rest_count;
};

typedef enum status draft_action(const struct draft_run *run, struct draft *draft,
                                 struct problem *p);

/* Those of files: draft_files.c. `draft` NULL where the action opens none. */
draft_action draft_do_add, draft_do_list, draft_do_show, draft_do_map, draft_do_drop,
    draft_do_recover;
/* Of cells: draft_cells.c. */
draft_action draft_do_check, draft_do_set, draft_do_remove, draft_do_accept, draft_do_workbook;
/* Of the way to a release: draft_release.c. */
draft_action draft_do_diff, draft_do_reason, draft_do_rebase, draft_do_propose, draft_do_approve,
    draft_do_publish;

/* The table of --table; NULL where it is not given. STATUS_DRAFT_NO_TABLE. */
enum status draft_run_table(const struct draft_run *run, const struct resource **resource,
                            struct problem *p);
/* The number of --row, 0 where it is not given. */
enum status draft_run_row(const struct draft_run *run, uint64_t *row, struct problem *p);
/* STATUS_ARGUMENT_MISSING where the option was not given. */
enum status draft_run_needs(const struct draft_run *run, const char *value, const char *option,
                            struct problem *p);

/* The draft as it is now, for people or for programs. */
void draft_run_write(const struct draft_run *run, const struct draft *draft);

/* A JSON object of one finding-less answer: {"status":"ok","draft":{…}}. */
void draft_run_write_json(const struct draft *draft, struct out *out);

#endif
