/* See metadata.h. Knows no vocabulary of descriptions; those are csvw.c, datapackage.c and
 * schema_org.c. */
#include "metadata.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/rdf/graph_terms.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/type.h"
#include "hiraku/query/view.h"

void metadata_url(struct json_writer *json, const struct instance *instance, const char *key,
                  const char *path, const char *rest)
{
    json_printf(json, key, "%s%s%s", instance->base_url, path, rest);
}

void metadata_time(struct json_writer *json, const char *key, time_t when)
{
    char text[CLOCK_RFC3339_SIZE];
    if (!when)
        return;
    clock_rfc3339(when, text);
    json_text(json, key, text);
}

static void metadata_language(struct json_writer *json, struct slice text, const char *language,
                              bool language_first)
{
    if (text.len == 0)
        return;
    json_begin_object(json, NULL);
    if (language_first)
        json_text(json, "@language", language);
    json_slice(json, "@value", text);
    if (!language_first)
        json_text(json, "@language", language);
    json_end(json);
}

void metadata_pair(struct json_writer *json, const char *key, struct slice ja, struct slice en,
                   bool language_first)
{
    if (!ja.len && !en.len)
        return;
    json_begin_array(json, key);
    metadata_language(json, ja, "ja", language_first);
    metadata_language(json, en, "en", language_first);
    json_end(json);
}

void metadata_view(struct view *view, const struct resource *resource)
{
    view_init(view, resource, writer_csv.without);
}

bool metadata_is_reference(const struct column *column)
{
    return column->type == TYPE_REF && !(column->flags & COL_MANY);
}

bool metadata_property(const struct column *column, char *iri, size_t size)
{
    return column->predicate && model_expand(column_property(column), iri, size);
}

void metadata_pattern(struct json_writer *json, const char *key, const struct column *column,
                      const struct resource *owner)
{
    const char *before = "\"^(";
    if (!column->codes) {
        json_text(json, key, type_pattern(column, owner));
        return;
    }
    struct out *out = json_value(json, key);
    for (const struct code *code = column->codes; code->value; code++) {
        out_text(out, before);
        out_text(out, code->value);
        before = "|";
    }
    out_text(out, ")$\"");
}

bool metadata_is_required(const struct column *column, const struct resource *owner)
{
    return column->flags & COL_REQUIRED || column == owner->columns;
}

void metadata_limits(struct json_writer *json, const struct column *column)
{
    if (column->type != TYPE_INT || (!column->low && !column->high))
        return;
    json_int(json, "minimum", column->low);
    json_int(json, "maximum", column->high);
}

void metadata_keywords(struct json_writer *json, const struct instance *instance,
                       const char *const *cells)
{
    bool any = false;
    for (; *cells; cells++) {
        struct slice list = instance_cell(instance, *cells), keyword;
        while (catalogue_keyword(&list, &keyword)) {
            if (!any)
                json_begin_array(json, "keywords");
            any = true;
            json_slice(json, NULL, keyword);
        }
    }
    if (any)
        json_end(json);
}
