/* What must hold of a reason by itself: that there is such a table, and such a column in it.
 * Whether it explains a change is for the publisher to find out. */
#include "rules.h"

#include "hiraku/base/out.h"
#include "hiraku/ingest/check.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#include "run.h"

enum { NAMES_BYTES = 4096 };

static const struct resource *correction_table(struct slice name)
{
    const struct resource *table =
        slice_is(name, instance_resource.name) ? &instance_resource : model_resource(name);
    return table && !table->computed ? table : NULL;
}

/* By its Japanese title, or the nearest name. */
static struct slice correction_table_meant(struct slice name)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (slice_is(name, model_resources[i]->title_ja) && !model_resources[i]->computed)
            return slice_of(model_resources[i]->name);
    return model_nearest_resource(name);
}

static struct slice correction_column_meant(const struct resource *table, struct slice name)
{
    for (const struct column *column = table->columns; column->name; column++)
        if (column_is_written(column) && slice_is(name, column->title_ja))
            return slice_of(column->name);
    struct slice nearest = model_nearest_column(table, name);
    return nearest.len > 0 && column_is_written(model_column(table, nearest)) ? nearest
                                                                              : SLICE_NONE;
}

static void correction_report(struct checker *checker, const struct record *record, enum rule rule,
                              const char *column, struct slice mended, const struct out *expected)
{
    const struct finding finding = {
        .rule = rule,
        .place = {record->place.file, record->place.line, column},
        .value = record_cell(record, column),
        .mended = mended,
        .expected = out_written(expected),
        .other = {"", 0, ""},
    };
    if (!check_is_bad(checker, record, column))
        checker_report(checker, &finding, SLICE_NONE, SLICE_NONE);
}

static void correction_name(struct out *names, const char *name)
{
    out_text(names, names->len > 0 ? ", " : "");
    out_text(names, name);
}

void rules_corrections(struct checker *checker, const struct record *record)
{
    struct slice name = record_cell(record, "table"), column = record_cell(record, "column");
    const struct resource *table = correction_table(name);
    struct out names;
    out_open_memory(&names, NAMES_BYTES);
    if (!table && name.len > 0) {
        for (size_t i = 0; i < model_resource_count; i++)
            if (!model_resources[i]->computed)
                correction_name(&names, model_resources[i]->name);
        correction_name(&names, instance_resource.name);
        correction_report(checker, record, RULE_REASON_TABLE, "table", correction_table_meant(name),
                          &names);
    } else if (table && column.len > 0) {
        const struct column *found = model_column(table, column);
        for (const struct column *c = table->columns; c->name; c++)
            if (column_is_written(c))
                correction_name(&names, c->name);
        if (!found || !column_is_written(found))
            correction_report(checker, record, RULE_REASON_COLUMN, "column",
                              correction_column_meant(table, column), &names);
    }
    out_close(&names);
}
