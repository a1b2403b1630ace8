/* The lists that the codes of enum columns are in: which columns share one, what it is called, and
 * the IRIs of lists and codes. */
#include "hiraku/exporters/rdf/code_list.h"

#include "hiraku/exporters/rdf/graph_iri.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

bool code_is_own(const struct code *code)
{
    return !code->iri || strncmp(code->iri, "hk:", 3) == 0;
}

const struct resource *code_list_resource(size_t i)
{
    size_t lists = model_resource_count + model_on_demand_count;
    return i == lists ? &instance_resource : model_list(i);
}

static const char *column_bare_name(const struct column *column)
{
    return column->name + strspn(column->name, "_");
}

static bool column_has_list(const struct column *column)
{
    return column->codes && column->predicate && code_is_own(column->codes);
}

/* The first column with these codes and its table; whether columns of that name have others. */
struct code_list {
    const struct column *column;
    const struct resource *table;
    bool has_namesake;
};

static struct code_list code_list_of(const struct column *column)
{
    struct code_list list = {NULL, NULL, false};
    for (size_t i = 0; code_list_resource(i); i++)
        for (const struct column *c = code_list_resource(i)->columns; c->name; c++) {
            if (!column_has_list(c))
                continue;
            if (c->codes != column->codes)
                list.has_namesake =
                    list.has_namesake || strcmp(column_bare_name(c), column_bare_name(column)) == 0;
            else if (!list.column)
                list = (struct code_list){c, code_list_resource(i), list.has_namesake};
        }
    return list;
}

void code_list_name(struct out *out, const struct column *column)
{
    struct code_list list = code_list_of(column);
    if (list.column && list.has_namesake) {
        out_text(out, list.table->name);
        out_char(out, '-');
    }
    out_text(out, column_bare_name(list.column ? list.column : column));
    out_text(out, "-codes");
}

void code_list_label(struct out *out, const struct column *column, bool japanese)
{
    struct code_list list = code_list_of(column);
    const char *title = japanese ? column->title_ja : column->title_en;
    if (title && list.column && list.has_namesake) {
        out_text(out, japanese ? list.table->title_ja : list.table->title_en);
        out_text(out, japanese ? "の" : ": ");
    }
    if (title)
        out_text(out, title);
}

/* Whether the code of one column is the concept that a code of another is. */
static bool code_is_same(const struct column *column, const struct code *code,
                         const struct column *other)
{
    const struct code *found = column_code(other, slice_of(code->value));
    if (!found || !found->iri != !code->iri)
        return false;
    return code->iri ? strcmp(found->iri, code->iri) == 0 : strcmp(other->name, column->name) == 0;
}

static bool code_is_first(const struct column *column, const struct code *code)
{
    for (size_t i = 0; code_list_resource(i); i++)
        for (const struct column *c = code_list_resource(i)->columns; c->name; c++) {
            if (c == column)
                return true;
            if (column_has_list(c) && code_is_same(column, code, c))
                return false;
        }
    return true;
}

void code_lists_visit(void (*visit)(void *context, const struct column *column,
                                    const struct code *code),
                      void *context)
{
    for (size_t i = 0; code_list_resource(i); i++)
        for (const struct column *c = code_list_resource(i)->columns; c->name; c++) {
            if (!column_has_list(c) || code_list_of(c).column != c)
                continue;
            visit(context, c, NULL);
            for (const struct code *code = c->codes; code->value; code++)
                if (code_is_own(code) && code_is_first(c, code))
                    visit(context, c, code);
        }
}

void code_lists_of(const struct column *column, const struct code *code,
                   void (*visit)(void *context, const struct column *list), void *context)
{
    for (size_t i = 0; code_list_resource(i); i++)
        for (const struct column *c = code_list_resource(i)->columns; c->name; c++)
            if (column_has_list(c) && code_list_of(c).column == c && code_is_same(column, code, c))
                visit(context, c);
}

void code_put_iri(struct out *out, const struct column *column, const struct code *code)
{
    if (code->iri) {
        graph_expand(out, slice_of(code->iri));
        return;
    }
    graph_expand(out, slice_of("hk:"));
    out_text(out, column->name);
    out_char(out, '-');
    out_text(out, code->value);
}

void code_list_put_iri(struct out *out, const struct column *column)
{
    graph_expand(out, slice_of("hk:"));
    code_list_name(out, column);
}
