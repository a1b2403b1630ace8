/* GET /id/{table}/{id}: the thing itself, which cannot be sent: 303 to the document about it, in
 * the form asked for, or in the default one where there is none that Accept wants.
 *
 * Does not look whether there is such a record: the document's URL tells. What is no record has a
 * row in `families`. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/value/iri.h"

enum { LOCATION_BYTES = 8192 };

static void put_form(struct out *out, const struct request *request)
{
    out_char(out, '.');
    out_text(out, request->form.name);
}

static bool to_table(struct request *request, struct out *out)
{
    const struct resource *resource = model_resource(request->id);
    out_text(out, "/v1/");
    out_slice(out, request->id);
    put_form(out, request);
    return resource != NULL;
}

static bool is_graph(const struct request *request)
{
    return request->form.writer && request->form.writer->triples;
}

/* The definition of a cube is a graph; who takes none is led to the page that explains its columns.
 */
static bool to_structure(struct request *request, struct out *out)
{
    const struct resource *resource = model_resource(request->id);
    out_text(out, is_graph(request) ? "/v1/structures/" : "/docs/dictionary.html#");
    out_slice(out, request->id);
    if (is_graph(request))
        put_form(out, request);
    return resource && resource->cube;
}

static bool is_code_list(const struct resource *resource)
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
static bool to_code_list(struct request *request, struct out *out)
{
    for (size_t i = 0; i < model_resource_count && is_graph(request); i++) {
        const struct resource *resource = model_resources[i];
        for (const struct cube_component *c = resource->cube ? resource->cube->components : NULL;
             c && c->column; c++) {
            const struct column *column = model_column(resource, slice_of(c->column));
            if (!column->ref || (column->flags & COL_HIDDEN) ||
                !slice_is(request->id, column->ref->name))
                continue;
            out_text(out, "/v1/structures/");
            out_text(out, resource->name);
            put_form(out, request);
            return true;
        }
    }
    const struct resource *table = model_resource(request->id);
    return table && is_code_list(table) && to_table(request, out);
}

static bool is_time(const struct resource *resource, const struct column *column)
{
    const struct cube_component *c = resource->cube->components;
    while (c->column && (c->role != CUBE_TIME || strcmp(c->column, column->name) != 0))
        c++;
    return c->column != NULL;
}

/* {…}.{…}: the key but the time, each part a filter of the series of the first. */
static bool to_series(struct request *request, struct out *out)
{
    const struct resource *resource = model_cube();
    struct slice rest = request->id;
    size_t parts = 0;
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!(column->flags & COL_KEY) || is_time(resource, column))
            continue;
        const char *dot = rest.len ? memchr(rest.at, '.', rest.len) : NULL;
        struct slice part = {rest.at, dot ? (size_t)(dot - rest.at) : rest.len};
        if (!part.len)
            return false;
        rest = dot ? (struct slice){dot + 1, rest.len - part.len - 1} : SLICE_NONE;
        if (parts++ == 0) {
            model_record_path(out, column->ref, part);
            out_text(out, "/series");
            put_form(out, request);
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
static const struct family {
    const char *name;
    bool (*put)(struct request *request, struct out *out);
} families[] = {
    {"structures", to_structure},
    {"concept-schemes", to_code_list},
    {"slices", to_series},
};

static bool put_location(struct request *request, struct out *out)
{
    if (request->resource) {
        model_record_path(out, request->resource, request->id);
        put_form(out, request);
        return true;
    }
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (slice_is(request->table, families[i].name))
            return families[i].put(request, out);
    return false;
}

enum status handle_id(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    struct out out;
    out_open_memory(&out, LOCATION_BYTES);
    if (!put_location(request, &out)) {
        status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
        problem_nearest(p, model_nearest_resource(request->table));
        problem_example(p, "/");
    }
    if (status == STATUS_OK)
        status = out_finish(&out, p);
    if (status == STATUS_OK)
        answer->location = arena_copy(&request->arena, out_written(&out));
    out_close(&out);
    return status;
}
