/* Where the document about a thing is. What is no record has a row in `families`. */
#include "hiraku/service/thing.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/value/iri.h"

static void thing_put_form(struct out *out, const struct thing *thing)
{
    out_char(out, '.');
    out_text(out, thing->form);
}

static bool thing_to_table(const struct thing *thing, struct out *out)
{
    const struct resource *resource = model_resource(thing->id);
    out_text(out, "/v1/");
    out_slice(out, thing->id);
    thing_put_form(out, thing);
    return resource != NULL;
}

/* The definition of a cube is a graph; who takes none is led to the page that explains its columns.
 */
static bool thing_to_structure(const struct thing *thing, struct out *out)
{
    const struct resource *resource = model_resource(thing->id);
    out_text(out, thing->graph ? "/v1/structures/" : "/docs/dictionary.html#");
    out_slice(out, thing->id);
    if (thing->graph)
        thing_put_form(out, thing);
    return resource && resource->cube;
}

static bool thing_is_code_list(const struct resource *resource)
{
    static const char path[] = "/id/concept-schemes/";
    const struct rdf_constant *c = resource->constants;
    for (; c && c->predicate; c++)
        if (strncmp(c->object, path, sizeof path - 1) == 0)
            return true;
    return false;
}

/* A code list that is a table stands as a graph in the structure of the cube that it is used in,
 * else in the table itself. */
static bool thing_to_code_list(const struct thing *thing, struct out *out)
{
    for (size_t i = 0; i < model_resource_count && thing->graph; i++) {
        const struct resource *resource = model_resources[i];
        for (const struct cube_component *c = resource->cube ? resource->cube->components : NULL;
             c && c->column; c++) {
            const struct column *column = model_column(resource, slice_of(c->column));
            if (!column->ref || (column->flags & COL_HIDDEN) ||
                !slice_is(thing->id, column->ref->name))
                continue;
            out_text(out, "/v1/structures/");
            out_text(out, resource->name);
            thing_put_form(out, thing);
            return true;
        }
    }
    const struct resource *table = model_resource(thing->id);
    return table && thing_is_code_list(table) && thing_to_table(thing, out);
}

static bool thing_is_time(const struct resource *resource, const struct column *column)
{
    const struct cube_component *c = resource->cube->components;
    while (c->column && (c->role != CUBE_TIME || strcmp(c->column, column->name) != 0))
        c++;
    return c->column != NULL;
}

/* {…}.{…}: the key but the time, each part a filter of the series of the first. */
static bool thing_to_series(const struct thing *thing, struct out *out)
{
    const struct resource *resource = model_cube();
    struct slice rest = thing->id;
    size_t parts = 0;
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!(column->flags & COL_KEY) || thing_is_time(resource, column))
            continue;
        const char *dot = rest.len ? memchr(rest.at, '.', rest.len) : NULL;
        struct slice part = {rest.at, dot ? (size_t)(dot - rest.at) : rest.len};
        if (!part.len)
            return false;
        rest = dot ? (struct slice){dot + 1, rest.len - part.len - 1} : SLICE_NONE;
        if (parts++ == 0) {
            model_record_path(out, column->ref, part);
            out_text(out, "/series");
            thing_put_form(out, thing);
            continue;
        }
        out_char(out, parts == 2 ? '?' : '&');
        out_text(out, column->name);
        out_text(out, slice_is(part, "_") ? "__isnull=true" : "=");
        if (!slice_is(part, "_"))
            iri_segment(out, part);
    }
    return rest.len == 0;
}

/* Things of an instance that are no records: where the document about one is; false: there is no
 * such thing. */
static const struct thing_family {
    const char *name;
    bool (*put)(const struct thing *thing, struct out *out);
} families[] = {
    {"structures", thing_to_structure},
    {"concept-schemes", thing_to_code_list},
    {"slices", thing_to_series},
};

/* A row of a list that is made on demand: its own document, or the list with its id as the
 * condition. */
static bool thing_to_row(const struct thing *thing, struct out *out)
{
    const struct resource *list = model_list_named(thing->family);
    if (!list || !list->on_demand)
        return false;
    if (list->addressed) {
        model_record_path(out, list, thing->id);
        thing_put_form(out, thing);
        return true;
    }
    model_list_path(out, list, thing->id);
    thing_put_form(out, thing);
    out_text(out, "?id=");
    iri_segment(out, thing->id);
    return true;
}

bool thing_document(const struct thing *thing, struct out *out)
{
    if (thing->resource) {
        model_record_path(out, thing->resource, thing->id);
        thing_put_form(out, thing);
        return true;
    }
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (slice_is(thing->family, families[i].name))
            return families[i].put(thing, out);
    return thing_to_row(thing, out);
}
