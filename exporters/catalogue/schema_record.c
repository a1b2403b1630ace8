/* See schema_record.h. Types follow from the classes of a table, properties from the terms of its
 * columns; a term that schema.org has itself stands as it is. What it has no word for is left to
 * the record's RDF. */
#include "hiraku/exporters/catalogue/schema_record.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/graph_iri.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"
#include "hiraku/value/iri.h"
#include "hiraku/value/period.h"

#include "metadata.h"

#include <stdio.h>

#define SCHEMA_PREFIX "schema:"

static const struct schema_class {
    const char *curie, *type;
} schema_classes[] = {
    {"cv:PublicOrganisation", "GovernmentOrganization"},
    {"cpsv:PublicService", "GovernmentService"},
    {"org:FormalOrganization", "Organization"},
    {"rov:RegisteredOrganization", "Organization"},
    {"hk:Programme", "Project"},
    {"hk:Pilot", "ResearchProject"},
    {"hk:PilotResult", "Report"},
    {"foaf:Document", "CreativeWork"},
    {"skos:ConceptScheme", "DefinedTermSet"},
    {"skos:Concept", "DefinedTerm"},
};

enum schema_kind { SCHEMA_TEXT, SCHEMA_ADDRESS, SCHEMA_PLACE, SCHEMA_CORPORATE };

/* What a term of ours is in schema.org; `of` the types that have it, NULL: all do. */
static const struct schema_term {
    const char *curie, *key, *of;
    enum schema_kind kind;
} schema_terms[] = {
    {"hk:summary", "description", NULL, SCHEMA_TEXT},
    {"skos:definition", "description", NULL, SCHEMA_TEXT},
    {"foaf:homepage", "sameAs", NULL, SCHEMA_ADDRESS},
    {"foaf:page", "sameAs", NULL, SCHEMA_ADDRESS},
    {"hk:corporateNumber", "iso6523Code", "Organization GovernmentOrganization", SCHEMA_CORPORATE},
    {"dct:spatial", "location", "Event Organization GovernmentOrganization Project ResearchProject",
     SCHEMA_PLACE},
    {"dct:spatial", "spatialCoverage", "Report CreativeWork", SCHEMA_PLACE},
};

/* --- types --- */

static const char *schema_type_of(const char *classes, char type[], size_t size)
{
    const char *own = classes ? strstr(classes, SCHEMA_PREFIX) : NULL;
    if (own) {
        own += sizeof SCHEMA_PREFIX - 1;
        snprintf(type, size, "%.*s", (int)strcspn(own, " "), own);
        return type;
    }
    for (size_t i = 0; classes && i < sizeof schema_classes / sizeof *schema_classes; i++)
        if (slice_has_word(slice_of(classes), slice_of(schema_classes[i].curie)))
            return schema_classes[i].type;
    return NULL;
}

static bool schema_variant_holds(const struct row *row, const struct rdf_variant *variant)
{
    struct slice cell = row_cell(row, variant->column);
    return cell.len && (!variant->values || slice_has_word(slice_of(variant->values), cell));
}

enum { SCHEMA_TYPE_SIZE = 64 };

/* NULL: there is none. */
static const char *schema_record_type(const struct row *row, char type[SCHEMA_TYPE_SIZE])
{
    const struct resource *table = row->view->resource;
    const struct rdf_variant *variant = table->variants;
    for (; variant && variant->column; variant++)
        if (schema_variant_holds(row, variant))
            return schema_type_of(variant->classes, type, SCHEMA_TYPE_SIZE);
    return schema_type_of(table->rdf_class, type, SCHEMA_TYPE_SIZE);
}

bool schema_record_is_known(const struct row *row)
{
    char type[SCHEMA_TYPE_SIZE];
    return schema_record_type(row, type) != NULL;
}

/* --- properties --- */

/* The cell of the same term in a language; empty: there is none. */
static struct slice schema_twin(const struct row *row, const struct column *column,
                                const char *language)
{
    const struct view *view = row->view;
    for (size_t i = 0; i < view->count; i++)
        if (!view->through[i] && view->columns[i]->predicate && view->columns[i]->lang &&
            strcmp(view->columns[i]->predicate, column->predicate) == 0 &&
            strcmp(view->columns[i]->lang, language) == 0)
            return row->cells[i];
    return SLICE_NONE;
}

/* What a record is called that has a name of its own (COL_LABEL); `through` NULL: the row's. */
static void schema_write_name(struct json_writer *json, const struct row *row,
                              const struct column *through)
{
    const struct view *view = row->view;
    struct slice ja = SLICE_NONE, en = SLICE_NONE;
    for (size_t i = 0; i < view->count; i++) {
        if (view->through[i] != through || !(view->columns[i]->flags & COL_LABEL))
            continue;
        bool english = view->columns[i]->lang && strcmp(view->columns[i]->lang, "en") == 0;
        *(english ? &en : &ja) = row->cells[i];
    }
    metadata_pair(json, "name", ja, en, true);
}

static void schema_write_iri(struct json_writer *json, const char *key,
                             const struct instance *instance, const struct resource *table,
                             struct slice id)
{
    struct out *out = json_value(json, key);
    out_char(out, '"');
    graph_put_iri(out, instance, table, id);
    out_char(out, '"');
}

static void schema_write_place_of(struct json_writer *json, const struct row *row, size_t i,
                                  const char *key)
{
    json_begin_object(json, key);
    json_text(json, "@type", "Place");
    json_slice(json, "identifier", row->cells[i]);
    schema_write_name(json, row, row->view->columns[i]);
    json_end(json);
}

static void schema_write_term(struct json_writer *json, const struct row *row, size_t i,
                              const struct schema_term *term)
{
    const struct column *column = row->view->columns[i];
    struct slice cell = row->cells[i];
    if (term->kind == SCHEMA_PLACE)
        schema_write_place_of(json, row, i, term->key);
    else if (term->kind == SCHEMA_CORPORATE)
        json_printf(json, term->key, "0188:%.*s", (int)cell.len, cell.at);
    else if (term->kind == SCHEMA_ADDRESS || !column->lang)
        json_slice(json, term->key, cell);
    else if (strcmp(column->lang, "ja") == 0 || !schema_twin(row, column, "ja").len)
        metadata_pair(json, term->key, schema_twin(row, column, "ja"),
                      schema_twin(row, column, "en"), true);
}

/* ISO 8601 of an end of a period that is a day or a month, or reaches from one to another. */
static void schema_write_end(struct json_writer *json, const struct instance *instance,
                             const char *curie, struct slice cell, bool last)
{
    struct period period;
    char text[DATE_TEXT_SIZE];
    if (!curie || !slice_starts(slice_of(curie), SCHEMA_PREFIX) ||
        period_parse(cell, instance->first_month, &period) != PERIOD_GOOD)
        return;
    struct date date = last ? period.ends : period.starts;
    bool open = last ? period.open_end : period.open_start;
    bool told = period.precision == PERIOD_DAY ||
                (period.precision == PERIOD_RANGE && cell.len == 2 * (DATE_TEXT_SIZE - 1) + 1);
    if (open || (!told && period.precision != PERIOD_MONTH))
        return;
    date_format(date, text);
    if (!told)
        text[sizeof "2026-11" - 1] = '\0';
    json_text(json, curie + sizeof SCHEMA_PREFIX - 1, text);
}

/* A term that is schema.org's own, of a reference. */
static void schema_write_own(struct json_writer *json, const struct instance *instance,
                             const struct row *row, size_t i)
{
    const struct column *column = row->view->columns[i];
    const char *own = strstr(column->predicate, SCHEMA_PREFIX);
    char key[SCHEMA_TYPE_SIZE], type[SCHEMA_TYPE_SIZE];
    if (!own || column->type != TYPE_REF || column->flags & COL_MANY)
        return;
    own += sizeof SCHEMA_PREFIX - 1;
    snprintf(key, sizeof key, "%.*s", (int)strcspn(own, " "), own);
    json_begin_object(json, key);
    const char *target = schema_type_of(column->ref->rdf_class, type, sizeof type);
    if (target)
        json_text(json, "@type", target);
    schema_write_iri(json, column->ref->rdf_same_as ? "url" : "@id", instance, column->ref,
                     row->cells[i]);
    schema_write_name(json, row, column);
    json_end(json);
}

static void schema_write_cell(struct json_writer *json, const struct instance *instance,
                              const struct row *row, size_t i, const char *type)
{
    const struct column *column = row->view->columns[i];
    if (row->view->through[i] || !column->predicate || row->cells[i].len == 0)
        return;
    for (size_t j = 0; j < sizeof schema_terms / sizeof *schema_terms; j++) {
        const struct schema_term *term = &schema_terms[j];
        if (slice_has_word(slice_of(column->predicate), slice_of(term->curie)) &&
            (!term->of || slice_has_word(slice_of(term->of), slice_of(type))))
            schema_write_term(json, row, i, term);
    }
    if (column->type == TYPE_PERIOD) {
        schema_write_end(json, instance, column->rdf_starts, row->cells[i], false);
        schema_write_end(json, instance, column->rdf_ends, row->cells[i], true);
    }
    schema_write_own(json, instance, row, i);
}

void schema_record_write(struct json_writer *json, const struct instance *instance,
                         const struct row *row)
{
    const struct resource *table = row->view->resource;
    struct slice id = row_cell(row, "id");
    char own[SCHEMA_TYPE_SIZE];
    const char *type = schema_record_type(row, own);
    if (!type)
        return;
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "@type", type);
    if (!table->rdf_same_as) /* its IRI may be that of another record */
        schema_write_iri(json, "@id", instance, table, id);
    json_slice(json, "identifier", id);
    struct out *out = json_value(json, "url");
    out_char(out, '"');
    out_text(out, instance->base_url);
    out_char(out, '/');
    out_text(out, table->name);
    out_char(out, '/');
    iri_segment(out, id);
    out_char(out, '"');
    schema_write_name(json, row, NULL);
    for (size_t i = 0; i < row->view->count; i++)
        schema_write_cell(json, instance, row, i, type);
    json_end(json);
}
