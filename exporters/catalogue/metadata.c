/* See metadata_parts.h. Knows no vocabulary of descriptions; those are csvw.c, datapackage.c and
 * schema_org.c. */
#include "metadata_parts.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_text.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/openapi/openapi_parts.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/query/view.h"

#include <stdio.h>

void metadata_pair(struct out *out, bool first, const char *key, struct slice text)
{
    if (!text.len)
        return;
    json_key(out, first, key);
    json_quote(out, text);
}

void metadata_text(struct out *out, bool first, const char *key, const char *text)
{
    metadata_pair(out, first, key, slice_of(text));
}

void metadata_url(struct out *out, const struct instance *instance, const char *key,
                  const char *path, const char *rest)
{
    char url[4096];
    snprintf(url, sizeof url, "%s%s%s", instance->base_url, path, rest);
    metadata_text(out, false, key, url);
}

void metadata_time(struct out *out, const char *key, time_t when)
{
    char text[CLOCK_RFC3339_SIZE];
    if (!when)
        return;
    clock_rfc3339(when, text);
    metadata_text(out, false, key, text);
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
    if (!column->predicate)
        return false;
    return model_expand((struct slice){column->predicate, strcspn(column->predicate, " ")}, iri,
                        size);
}

void metadata_pattern(struct out *out, const char *key, const struct column *column,
                      const struct resource *owner)
{
    const char *pattern = openapi_pattern(column, owner);
    if (!column->codes) {
        metadata_text(out, false, key, pattern ? pattern : "");
        return;
    }
    json_key(out, false, key);
    const char *before = "\"^(";
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

void metadata_limits(struct out *out, const struct column *column)
{
    if (column->type != TYPE_INT || (!column->low && !column->high))
        return;
    json_key(out, false, "minimum");
    out_int(out, column->low);
    json_key(out, false, "maximum");
    out_int(out, column->high);
}

void metadata_keywords(struct out *out, const struct instance *instance, const char *const *cells)
{
    const char *before = "[";
    for (; *cells; cells++) {
        struct slice list = instance_cell(instance, *cells), keyword;
        while (catalogue_keyword(&list, &keyword)) {
            if (*before == '[')
                json_key(out, false, "keywords");
            out_text(out, before);
            before = ",";
            json_quote(out, keyword);
        }
    }
    if (*before != '[')
        out_char(out, ']');
}
