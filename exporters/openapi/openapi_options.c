/* Which options the parser of queries has for a table, and references to the parameters that a form
 * of its list knows.
 *
 * Asks the parser (query.h), so that the document cannot promise others. The parameters themselves
 * are openapi_filter.c. */
#include "hiraku/exporters/openapi/openapi_options.h"

#include "hiraku/base/arena.h"
#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/model/model.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIRST_MONTH = 4 };

void openapi_ask(struct openapi *api, const struct resource *resource, enum query_form form,
                 const char *name, struct problem *p)
{
    const struct parameter asked = {slice_of(name), slice_of("")};
    struct query *query = calloc(1, sizeof *query);
    struct arena arena;
    p->status = STATUS_OK;
    p->allowed[0] = '\0';
    if (!query) {
        api->failed = true;
        return;
    }
    arena_init(&arena, 65536);
    query->resource = resource;
    query_parse(query, &arena, &asked, 1,
                (struct query_rules){.form = form, .first_month = FIRST_MONTH}, p);
    arena_free(&arena);
    free(query);
}

/* Whether a form knows this parameter, which is no column. */
static bool is_option(struct openapi *api, const struct resource *resource, enum query_form form,
                      const char *name)
{
    struct problem p;
    char one[OPENAPI_NAME_SIZE];
    openapi_ask(api, resource, form, "?", &p);
    for (const char *list = p.allowed; openapi_next(&list, ", ", one);)
        if (strcmp(one, name) == 0)
            return true;
    return false;
}

static bool has_reference(const struct resource *resource)
{
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_published(column) && column->type == TYPE_REF)
            return true;
    return false;
}

static bool is_possible(const struct resource *resource, const char *option)
{
    if (strcmp(option, "q") == 0)
        return model_is_searchable(resource);
    return strcmp(option, "include") != 0 || has_reference(resource);
}

json_t *openapi_options(struct openapi *api, const struct resource *resource)
{
    json_t *names = json_object();
    char name[OPENAPI_NAME_SIZE];
    for (int form = QUERY_FORM_COUNT; form-- > 0;) {
        struct problem p;
        openapi_ask(api, resource, (enum query_form)form, "?", &p);
        for (const char *list = p.allowed; openapi_next(&list, ", ", name);)
            if (!model_column(resource, slice_of(name)) && is_possible(resource, name))
                openapi_set(api, names, name, json_true());
    }
    return names;
}

/* Whether a parameter is that of one of the columns, or of an operator on it. */
static bool openapi_is_of_column(const char *parameter, const char *columns)
{
    char name[OPENAPI_NAME_SIZE];
    while (columns && openapi_next(&columns, " ", name)) {
        size_t len = strlen(name);
        if (strncmp(parameter, name, len) == 0 &&
            (!parameter[len] || strncmp(parameter + len, "__", 2) == 0))
            return true;
    }
    return false;
}

void openapi_refer_parameters(struct openapi *api, json_t *array, const struct resource *resource,
                              const char *except, enum query_form form)
{
    json_t *names = openapi_options(api, resource), *one;
    size_t prefix = strlen(resource->name);
    const char *name;
    json_object_foreach(names, name, one)
    {
        char figures[OPENAPI_NAME_SIZE];
        snprintf(figures, sizeof figures, "%s-of-figures", name);
        bool own = resource->cube && json_object_get(api->shared, figures);
        if (json_object_get(api->shared, name) && is_option(api, resource, form, name))
            openapi_append(api, array, openapi_reference(api, "parameters/", own ? figures : name));
    }
    json_object_foreach(api->parameters, name, one)
    {
        if (strncmp(name, resource->name, prefix) != 0 || name[prefix] != '-')
            continue;
        const char *own = name + prefix + 1;
        bool left_out = openapi_is_of_column(own, except);
        if (json_object_get(api->templates, own) && !is_option(api, resource, form, own))
            left_out = true;
        if (!left_out)
            openapi_append(api, array, openapi_reference(api, "parameters/", name));
    }
    json_decref(names);
}
