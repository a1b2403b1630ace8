/* hiraku draft: uploads, findings, approval and publishing of drafts, for people at a terminal and
 * for programs; the same library as that of the desk. */
#include "draft_command.h"

#include <stdio.h>
#include <stdlib.h>

enum { STATE_PATH_SIZE = 1024 };

static const struct {
    const char *name;
    draft_action *run;
    bool opens, writes;
} draft_actions[] = {
    {"add", draft_do_add, false, false},          {"list", draft_do_list, false, false},
    {"show", draft_do_show, true, false},         {"map", draft_do_map, true, true},
    {"check", draft_do_check, true, false},       {"set", draft_do_set, true, true},
    {"remove", draft_do_remove, true, true},      {"accept", draft_do_accept, true, true},
    {"diff", draft_do_diff, true, false},         {"reason", draft_do_reason, true, true},
    {"rebase", draft_do_rebase, true, true},      {"propose", draft_do_propose, true, true},
    {"approve", draft_do_approve, true, true},    {"publish", draft_do_publish, true, true},
    {"workbook", draft_do_workbook, true, false}, {"drop", draft_do_drop, true, true},
    {"recover", draft_do_recover, false, false},
};

enum { DRAFT_ACTIONS = sizeof draft_actions / sizeof *draft_actions };

/* --- options ---------------------------------------------------------------------------------- */

static const char *draft_who(const struct call *call)
{
    const char *names[] = {call->draft.as, getenv("LOGNAME"), getenv("USER")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] && names[i][0] != '\0')
            return names[i];
    return "?";
}

static enum status draft_find_place(const struct call *call, struct draft_place *place,
                                    char state[STATE_PATH_SIZE], struct problem *p)
{
    const struct config *config = &call->config;
    *place = (struct draft_place){.state = call->state,
                                  .instance = call->instance_dir,
                                  .store = config->store,
                                  .two_people = config->two_people,
                                  .limits = {.drafts = (uint64_t)config->drafts,
                                             .files = (uint64_t)config->draft_files,
                                             .bytes = (uint64_t)config->draft_bytes,
                                             .unpacked = (uint64_t)config->draft_unpacked,
                                             .rows = (uint64_t)config->draft_rows,
                                             .own = call_own_limits(call)}};
    if (!place->instance)
        return problem_set(p, STATUS_ARGUMENT_MISSING, slice_of("--instance DIR"),
                           slice_of("draft"), NULL);
    if (place->state)
        return STATUS_OK;
    int len = snprintf(state, STATE_PATH_SIZE, "%s.desk", config->store);
    for (; len > 6 && state[len - 6] == '/'; len--)
        memmove(state + len - 6, state + len - 5, 6);
    place->state = state;
    return len > 0 && len < STATE_PATH_SIZE
               ? STATUS_OK
               : problem_set(p, STATUS_BAD_ARGUMENT, slice_of("--store"), slice_of(config->store),
                             NULL);
}

/* --- the command ------------------------------------------------------------------------------ */

static enum status draft_unknown_action(const char *name, struct problem *p)
{
    problem_set(p, STATUS_DRAFT_ACTION, slice_of(name), SLICE_NONE, NULL);
    for (size_t i = 0; i < DRAFT_ACTIONS; i++)
        problem_allow(p, slice_of(draft_actions[i].name));
    return STATUS_DRAFT_ACTION;
}

static enum status draft_run_action(struct draft_run *run, size_t action, struct problem *p)
{
    struct draft draft;
    const struct call *call = run->call;
    if (!draft_actions[action].opens) {
        run->rest = call->operands + 1;
        run->rest_count = call->operand_count - 1;
        return draft_actions[action].run(run, NULL, p);
    }
    if (call->operand_count < 2)
        return draft_run_needs(run, NULL, "ID", p);
    run->rest = call->operands + 2;
    run->rest_count = call->operand_count - 2;
    enum status status =
        draft_open(&run->place, call->operands[1],
                   draft_actions[action].writes ? DRAFT_WRITE : DRAFT_READ, &draft, p);
    if (status == STATUS_OK)
        status = draft_actions[action].run(run, &draft, p);
    draft_close(&draft);
    return status;
}

enum status command_draft(const struct call *call, struct out *out, struct problem *p)
{
    char state[STATE_PATH_SIZE];
    struct draft_run run = {.call = call, .out = out, .who = draft_who(call)};
    size_t action = 0;
    while (call->operand && action < DRAFT_ACTIONS &&
           strcmp(draft_actions[action].name, call->operand) != 0)
        action++;
    if (!call->operand || action == DRAFT_ACTIONS)
        return draft_unknown_action(call->operand ? call->operand : "", p);
    enum status status = draft_find_place(call, &run.place, state, p);
    return status == STATUS_OK ? draft_run_action(&run, action, p) : status;
}
