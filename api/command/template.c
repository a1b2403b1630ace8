/* hiraku template: a workbook for filling in the tables. */
#include "command.h"

#include "hiraku/exporters/downloads/table_template.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

static enum status template_find_table(const struct call *call, const struct resource **table,
                                       struct problem *p)
{
    *table = call->table ? model_input_as(slice_of(call->table)) : NULL;
    if (!call->table || (*table && !(*table)->computed))
        return STATUS_OK;
    problem_set(p, STATUS_BAD_ARGUMENT, slice_of("--table"), slice_of(call->table), NULL);
    struct slice nearest = model_nearest_resource(slice_of(call->table));
    if (nearest.len > 0)
        problem_nearest(p, nearest);
    for (size_t i = 0; model_input(i); i++)
        if (!model_input(i)->computed)
            problem_allow(p, slice_of(model_input(i)->name));
    return STATUS_BAD_ARGUMENT;
}

enum status command_template(const struct call *call, struct out *out, struct problem *p)
{
    const struct resource *table;
    enum status status = template_find_table(call, &table, p);
    if (status == STATUS_OK && call->instance_dir)
        status = call_check_folder_of(call->instance_dir, p);
    if (status == STATUS_OK)
        status = table_template_write(call->operand, table, call->instance_dir, p);
    if (status == STATUS_OK)
        message_write(out, MESSAGE_TEMPLATE_DONE, call->language, MESSAGE_WITH(call->operand));
    return status;
}
