/* Proves the model's tables sound at start, so that nothing else has to doubt them. */
#include "hiraku/model/model_check.h"

#include "hiraku/model/hidden.h"
#include "hiraku/model/model.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/registry.h"

static enum status wrong(struct problem *p, const struct resource *resource,
                         const struct column *column, const char *reason)
{
    problem_set(p, STATUS_BAD_MODEL, slice_of(resource->name),
                slice_of(column ? column->name : NULL), reason);
    if (p && column) {
        size_t len = strlen(p->subject);
        if (len + strlen(column->name) + 2 < sizeof p->subject) {
            p->subject[len] = '.';
            memcpy(p->subject + len + 1, column->name, strlen(column->name) + 1);
        }
    }
    return STATUS_BAD_MODEL;
}

/* ASCII names that are SQL identifiers, JSON keys, CSV headers and NCNames at once. */
static bool is_name(const char *name, bool hidden)
{
    if (hidden != (*name == '_'))
        return false;
    if (hidden)
        name++;
    if (*name < 'a' || *name > 'z')
        return false;
    for (; *name; name++)
        if (!((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') || *name == '_'))
            return false;
    return name[-1] != '_';
}

/* Every CURIE of a list has a known prefix and a local name that is an NCName (ASCII). */
static bool are_curies(const char *list)
{
    for (const char *at = list; at && *at;) {
        size_t len = strcspn(at, " ");
        char iri[512];
        const char *local = memchr(at, ':', len);
        if (!local || !model_expand((struct slice){at, len}, iri, sizeof iri))
            return false;
        local++;
        if (local == at + len || strchr("0123456789-.", *local))
            return false;
        for (; local < at + len; local++)
            if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.",
                        *local))
                return false;
        at += len + (at[len] == ' ');
    }
    return true;
}

static bool is_registered(const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i] == resource)
            return true;
    return false;
}

static enum status model_check_check_known(const struct resource *resource,
                                           const struct column *column, struct problem *p)
{
    if (column->known && column->type != TYPE_TEXT)
        return wrong(p, resource, column, "known codes belong to text columns");
    for (size_t i = 1; column->known && column->known[0] && column->known[i]; i++)
        if (strcmp(column->known[i - 1], column->known[i]) >= 0)
            return wrong(p, resource, column, "known codes are not in byte order");
    return STATUS_OK;
}

static enum status check_codes(const struct resource *resource, const struct column *column,
                               struct problem *p)
{
    if ((column->type == TYPE_ENUM) != (column->codes != NULL))
        return wrong(p, resource, column, "codes belong to enum columns, all of them");
    for (const struct code *code = column->codes; code && code->value; code++) {
        for (const struct code *other = column->codes; other < code; other++)
            if (strcmp(other->value, code->value) == 0)
                return wrong(p, resource, column, "a code occurs twice");
        if (!code->title_ja || !code->title_en || !are_curies(code->iri))
            return wrong(p, resource, column, "a code lacks a title or has a bad CURIE");
    }
    return STATUS_OK;
}

static enum status model_check_check_reference(const struct resource *resource,
                                               const struct column *column, struct problem *p)
{
    if (column->type == TYPE_REF && (!column->ref || !is_registered(column->ref)))
        return wrong(p, resource, column, "the reference's target is not registered");
    if ((column->flags & COL_PARENT) && column->ref != resource)
        return wrong(p, resource, column, "a parent is of the same table");
    if (!(column->flags & COL_LOOKUP))
        return STATUS_OK;
    const struct column *via = model_column(resource, slice_of(column->via));
    if (!via || via->type != TYPE_REF || (via->flags & COL_MANY) ||
        !model_column(via->ref, slice_of(column->field)))
        return wrong(p, resource, column, "the look-up goes through no reference or to no column");
    if (column->prefer && !model_column(resource, slice_of(column->prefer)))
        return wrong(p, resource, column, "the preferred column does not exist");
    return STATUS_OK;
}

/* A reader finds a cell again by its first predicate and its language. */
static bool shares_predicate(const struct column *a, const struct column *b)
{
    if (!column_is_published(a) || !column_is_published(b) || !a->predicate || !b->predicate)
        return false;
    size_t len = strcspn(a->predicate, " ");
    return len == strcspn(b->predicate, " ") && memcmp(a->predicate, b->predicate, len) == 0 &&
           strcmp(a->lang ? a->lang : "", b->lang ? b->lang : "") == 0;
}

static enum status model_check_check_column(const struct resource *resource,
                                            const struct column *column, struct problem *p)
{
    bool hidden = column->flags & COL_HIDDEN;
    bool reserved = model_is_reserved(slice_of(column->name)) && !resource->addressed;
    if (!is_name(column->name, hidden) || reserved)
        return wrong(p, resource, column,
                     "the name is reserved or not of the form [a-z][a-z0-9_]*");
    for (const struct column *other = resource->columns; other < column; other++) {
        if (strcmp(other->name, column->name) == 0)
            return wrong(p, resource, column, "the name occurs twice");
        if (shares_predicate(other, column))
            return wrong(p, resource, column, "another column has the same first predicate");
    }
    if (hidden && !(column->flags & COL_LOOKUP) && !resource->on_demand &&
        !hidden_column(resource, column))
        return wrong(p, resource, column, "nothing says how the hidden column is made");
    if (!hidden && (!column->title_ja || !column->title_en))
        return wrong(p, resource, column, "a title is missing");
    if (column_is_published(column) && (!column->doc_ja || !column->doc || !column->predicate))
        return wrong(p, resource, column,
                     "a published column has a Japanese and an English sentence and a predicate");
    if (!are_curies(column->predicate) || !are_curies(column->rdf_empty) ||
        !are_curies(column->rdf_starts) || !are_curies(column->rdf_ends))
        return wrong(p, resource, column, "a CURIE has no known prefix or no name");
    if (column->type == TYPE_TEXT && column_is_written(column) && column->max == 0)
        return wrong(p, resource, column, "a text has a largest size");
    enum status status = check_codes(resource, column, p);
    if (status == STATUS_OK)
        status = model_check_check_known(resource, column, p);
    return status == STATUS_OK ? model_check_check_reference(resource, column, p) : status;
}

static enum status model_check_check_keys(const struct resource *resource, struct problem *p)
{
    size_t keys = 0;
    bool period = false; /* of one key that is a period the id is its path segment */
    for (const struct column *column = resource->columns; column->name; column++) {
        keys += (column->flags & COL_KEY) != 0;
        period = period || ((column->flags & COL_KEY) && column->type == TYPE_PERIOD);
    }
    const struct column *first = resource->columns;
    if (!first->name || (strcmp(first->name, "id") != 0 && !resource->addressed))
        return wrong(p, resource, NULL, "the first column is id");
    if (keys == 0 || keys > KEY_MAX)
        return wrong(p, resource, NULL, "there are one to eight key columns");
    if (model_has_joined_id(resource) == ((first->flags & COL_KEY) != 0))
        return wrong(p, resource, first, "id is either the key or joined from the key");
    if (!(first->flags & COL_KEY) && keys == 1 && !period)
        return wrong(p, resource, first, "a key of one column is the id itself");
    return STATUS_OK;
}

static const struct column *first_with(const struct resource *resource, unsigned flag)
{
    const struct column *column = resource->columns;
    while (column->name && !(column->flags & flag))
        column++;
    return column;
}

static enum status check_cube(const struct resource *resource, struct problem *p)
{
    const struct cube_component *c = resource->cube->components;
    const struct column *subject = first_with(resource, COL_KEY);
    if (!subject->ref || !first_with(subject->ref, COL_LABEL)->name)
        return wrong(p, resource, NULL,
                     "the key of a cube begins with no reference to what has a name");
    for (; c->column; c++)
        if (!model_column(resource, slice_of(c->column)))
            return wrong(p, resource, NULL, "a component of the cube names no column");
    return STATUS_OK;
}

static enum status model_check_check_resource(const struct resource *resource, struct problem *p)
{
    if (!is_name(resource->name, false) ||
        model_is_reserved(slice_of(resource->name)) != resource->on_demand)
        return wrong(p, resource, NULL,
                     "the name is not of the form [a-z][a-z0-9_]*, or reserved, or of a list on "
                     "demand and not reserved");
    if (!resource->title_ja || !resource->title_en || !resource->doc_ja || !resource->doc ||
        !resource->rdf_class)
        return wrong(p, resource, NULL, "a title, a sentence or the RDF class is missing");
    if (model_column_count(resource) > COLUMNS_MAX)
        return wrong(p, resource, NULL, "there are too many columns");
    enum status status = model_check_check_keys(resource, p);
    for (const struct column *c = resource->columns; status == STATUS_OK && c->name; c++)
        status = model_check_check_column(resource, c, p);
    if (status != STATUS_OK)
        return status;
    for (const struct rdf_variant *v = resource->variants; v && v->column; v++)
        if (!model_column(resource, slice_of(v->column)) || !are_curies(v->classes))
            return wrong(p, resource, NULL, "an RDF variant names no column or a bad CURIE");
    if (!are_curies(resource->rdf_class))
        return wrong(p, resource, NULL, "the RDF class is a bad CURIE");
    if (resource->rdf_same_as && !model_column(resource, slice_of(resource->rdf_same_as)))
        return wrong(p, resource, NULL, "rdf_same_as names no column");
    return resource->cube ? check_cube(resource, p) : STATUS_OK;
}

enum status model_check(struct problem *p)
{
    for (size_t i = 0; model_list(i); i++) {
        for (size_t j = 0; j < i; j++)
            if (strcmp(model_list(i)->name, model_list(j)->name) == 0)
                return wrong(p, model_list(i), NULL, "the name occurs twice");
        enum status status = model_check_check_resource(model_list(i), p);
        if (status != STATUS_OK)
            return status;
    }
    for (const struct hidden_column *hidden = hidden_columns; hidden->resource; hidden++)
        if (!hidden_is_sound(hidden))
            return wrong(p, hidden->resource, NULL, "a hidden column is made of unknown columns");
    return model_cube() ? STATUS_OK : wrong(p, model_resources[0], NULL, "no table is a cube");
}
