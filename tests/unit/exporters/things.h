/* A made-up model for the tests of the formats: things of every column type, and places. */
#ifndef HIRAKU_TEST_THINGS_H
#define HIRAKU_TEST_THINGS_H

#include "hiraku/base/out.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/resource.h"
#include "hiraku/query/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

struct graph_state;
struct writer;

#define ROW_SIZE 24
#define CELL(text)                                                                                 \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }
/* A quote, markup, a CDATA end, LF, CR, tab, braces and the last code point. */
#define HOSTILE "\"<&]]>\n\r\t{x}\xF4\x8F\xBF\xBF"

static const struct resource places;
static const struct resource things;

static const struct column place_columns[] = {
    {.name = "id", .type = TYPE_MUNICIPALITY_CODE, .predicate = "dct:identifier"},
    {.name = "name_ja",
     .type = TYPE_TEXT,
     .flags = COL_PLACE,
     .predicate = "skos:prefLabel",
     .lang = "ja"},
    {.name = "within",
     .type = TYPE_REF,
     .flags = COL_PLACE,
     .predicate = "dct:isPartOf",
     .ref = &places},
    {0},
};
static const struct resource places = {
    .name = "places",
    .columns = place_columns,
    .rdf_class = "cv:PublicOrganisation foaf:Agent",
    .rdf_place = "http://data.example/C",
};

static const struct code kinds[] = {{"plain", "普通", "plain", NULL, NULL},
                                    {"known", "既知", "known", "sdmx-code:obsStatus-A", NULL},
                                    {0}};

static const struct rdf_variant variants[] = {
    {"kind", "other known", "prov:Entity prov:Activity", true},
    {"open", NULL, "foaf:Document hk:Thing", false},
    {0},
};
static const struct rdf_constant constants[] = {
    {"qb:dataSet", "/id/datasets/things"}, {"hk:rule", "skos:Concept"}, {0}};

static const struct column thing_columns[] = {
    {.name = "id", .type = TYPE_ID, .predicate = "dct:identifier"},
    {.name = "name_ja", .type = TYPE_TEXT, .predicate = "dct:title foaf:name", .lang = "ja"},
    {.name = "kind", .type = TYPE_ENUM, .codes = kinds, .predicate = "hk:kind"},
    {.name = "count", .type = TYPE_INT, .predicate = "hk:count"},
    {.name = "value", .type = TYPE_DECIMAL, .predicate = "sdmx-measure:obsValue"},
    {.name = "open", .type = TYPE_BOOL, .predicate = "hk:open"},
    {.name = "day", .type = TYPE_DATE, .predicate = "hk:day"},
    {.name = "held",
     .type = TYPE_PERIOD,
     .predicate = "dct:temporal",
     .rdf_starts = "schema:startDate",
     .rdf_ends = "schema:endDate"},
    {.name = "period", .type = TYPE_PERIOD, .flags = COL_UNDATED, .predicate = "hk:period"},
    {.name = "page", .type = TYPE_IRI, .predicate = "foaf:homepage"},
    {.name = "parent",
     .type = TYPE_REF,
     .ref = &things,
     .predicate = "dct:isPartOf",
     .rdf_empty = "hk:_T"},
    {.name = "friends",
     .type = TYPE_REF,
     .flags = COL_MANY,
     .ref = &things,
     .predicate = "hk:friend"},
    {.name = "place", .type = TYPE_REF, .ref = &places, .predicate = "dct:spatial"},
    {.name = "number", .type = TYPE_CORPORATE_NUMBER, .predicate = "hk:corporateNumber"},
    {.name = "place_name",
     .type = TYPE_TEXT,
     .flags = COL_LOOKUP,
     .via = "place",
     .field = "name_ja"},
    {.name = "_same_as", .type = TYPE_REF, .flags = COL_HIDDEN, .ref = &places},
    {.name = "_body",
     .type = TYPE_REF,
     .flags = COL_HIDDEN | COL_AGENT,
     .ref = &places,
     .predicate = "cv:hasCompetentAuthority"},
    {.name = "_unit",
     .type = TYPE_TEXT,
     .flags = COL_HIDDEN | COL_LOOKUP,
     .predicate = "hk:unit",
     .rdf_prefix = "http://unit.example/",
     .via = "parent",
     .field = "name_ja"},
    {0},
};
static const struct resource things = {
    .name = "things",
    .columns = thing_columns,
    .rdf_class = "skos:Concept prov:Entity",
    .variants = variants,
    .constants = constants,
    .rdf_same_as = "_same_as",
};

static const struct instance instance = {
    .base_url = "https://city.example",
    .licence_url = "https://licence.example/by",
    .attribution = {"出典: \"市\"", "Source: city"},
    .language = LANGUAGE_JA,
    .first_month = 4,
};

static const struct slice full[ROW_SIZE] = {
    CELL("t-1"),        CELL(HOSTILE),
    CELL("plain"),      CELL("-3"),
    CELL("5.00"),       CELL("true"),
    CELL("2011-06-14"), CELL("2011-06"),
    CELL("FY2023"),     CELL("https://e.example/?a=1&b=%22"),
    CELL("t.2~_"),      CELL("t-3 t-4"),
    CELL("141003"),     CELL("3000020141003"),
    CELL("横浜市"),     {NULL, 0},
    CELL("430005"),     CELL("A B"),
};
static const struct slice sparse[ROW_SIZE] = {CELL("t-2")};

/* The columns that a format shows. (view_init is not under test here.) */
static inline struct view view_of(const struct resource *resource, unsigned without)
{
    struct view view = {.resource = resource};
    for (const struct column *column = resource->columns; column->name; column++)
        if (!(column->flags & without))
            view.columns[view.count++] = column;
    return view;
}

/* To be freed. */
static inline struct graph_state *state_for(const struct writer *writer)
{
    struct graph_state *state;
    assert_int_equal(graph_state_new(&state, writer, NULL), STATUS_OK);
    return state;
}

/* Writes rows of things; `cells` are those of all columns, of which the view shows the first. */
static inline void write_rows(struct out *out, const struct writer *writer, enum shape shape,
                              const struct envelope *envelope, const struct view *view,
                              const struct slice *const *rows, size_t count)
{
    struct emit emit = {.out = out,
                        .instance = &instance,
                        .view = view,
                        .shape = shape,
                        .envelope = envelope,
                        .graph = state_for(writer)};
    writer->begin(&emit);
    for (size_t i = 0; i < count; i++) {
        struct row row = {.view = view, .cells = rows[i]};
        writer->row(&emit, &row);
    }
    writer->end(&emit);
    graph_state_free(emit.graph);
}

/* The document as text, to be freed. */
static inline char *written(const struct writer *writer, enum shape shape,
                            const struct envelope *envelope, const struct resource *resource,
                            const struct slice *const *rows, size_t count)
{
    struct out out;
    out_open_memory(&out, 1 << 20);
    struct view view = view_of(resource, writer->without);
    write_rows(&out, writer, shape, envelope, &view, rows, count);
    out_char(&out, '\0');
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    size_t len;
    return out_take(&out, &len);
}

static inline enum status refuse(void *context, const void *data, size_t len, struct problem *p)
{
    (void)context;
    (void)data;
    (void)len;
    return problem_set(p, STATUS_SYSTEM, slice_of("sink"), slice_of(""), "refused");
}

/* A sink that refuses every byte: the error comes out once, at the end. */
static inline void check_refused(const struct writer *writer)
{
    struct out out;
    struct problem p;
    const struct slice *rows[2000];
    struct envelope envelope = {.total = 2000, .returned = 2000, .complete = true};
    struct view view = view_of(&things, writer->without);
    for (size_t i = 0; i < 2000; i++)
        rows[i] = full;
    out_open_sink(&out, refuse, NULL);
    write_rows(&out, writer, SHAPE_LIST, &envelope, &view, rows, 2000);
    assert_int_equal(out_finish(&out, &p), STATUS_SYSTEM);
    assert_string_equal(p.reason, "refused");
}

#endif
