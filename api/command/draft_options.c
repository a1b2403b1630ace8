/* Options that actions of `hiraku draft` have in common. */
#include "draft_command.h"

#include "hiraku/model/registry.h"
#include "hiraku/value/decimal.h"

enum status draft_run_table(const struct draft_run *run, const struct resource **resource,
                            struct problem *p)
{
    const char *name = run->call->draft.table;
    *resource = name ? model_input_as(slice_of(name)) : NULL;
    return name && !*resource
               ? problem_set(p, STATUS_DRAFT_NO_TABLE, slice_of(name), SLICE_NONE, NULL)
               : STATUS_OK;
}

enum status draft_run_row(const struct draft_run *run, uint64_t *row, struct problem *p)
{
    const char *text = run->call->draft.row;
    int64_t number = 0;
    *row = 0;
    if (text && !decimal_parse_int(slice_of(text), 1, INT64_MAX / 2, &number))
        return problem_set(p, STATUS_BAD_ARGUMENT, slice_of("--row"), slice_of(text), NULL);
    *row = (uint64_t)number;
    return STATUS_OK;
}

enum status draft_run_needs(const struct draft_run *run, const char *value, const char *option,
                            struct problem *p)
{
    return value ? STATUS_OK
                 : problem_set(p, STATUS_ARGUMENT_MISSING, slice_of(option),
                               slice_of(run->call->command->name), NULL);
}
