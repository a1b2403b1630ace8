/* CURIEs: which namespaces a document needs, and the IRIs they stand for.
 *
 * Reads the model only; a prefix that is not in model_namespaces is a bug of the tables, which
 * model_check finds at start. */
#include "graph_parts.h"

#include "hiraku/computed.h"

static bool list_mentions(const char *curies, const char *prefix)
{
    struct slice list = slice_of(curies), curie;
    size_t len = strlen(prefix);
    while (graph_word(&list, &curie))
        if (curie.len > len && curie.at[len] == ':' && memcmp(curie.at, prefix, len) == 0)
            return true;
    return false;
}

/* A record of a period, as others describe theirs. */
static bool period_mentions(const char *prefix)
{
    if (list_mentions(periods_resource.rdf_class, prefix))
        return true;
    for (const struct column *column = periods_resource.columns; column->name; column++)
        if (list_mentions(column->predicate, prefix))
            return true;
    return false;
}

static const char *own_terms(const struct column *column)
{
    if (column->type == TYPE_CORPORATE_NUMBER)
        return TERM_IDENTIFIER_CLASS " " TERM_IDENTIFIER " " TERM_NOTATION " " TERM_AGENCY
                                     " " TERM_ISO6523 " " TERM_NUMBER_TYPE;
    if (column->type == TYPE_ENUM && column->predicate)
        return TERM_CODE_CLASS " " TERM_TITLE " " TERM_NAME " hk:codes";
    return NULL;
}

/* The members of its code lists are records of other tables. */
static bool cube_mentions(const struct resource *resource, const char *prefix)
{
    const struct cube_component *component = resource->cube->components;
    if (list_mentions(CUBE_TERMS, prefix))
        return true;
    for (; component->column; component++) {
        const struct column *column = model_column(resource, slice_of(component->column));
        if (component->role != CUBE_DIMENSION || column->type != TYPE_REF)
            continue;
        if (list_mentions(column->ref->rdf_class, prefix))
            return true;
        for (const struct column *c = column->ref->columns; c->name; c++)
            if ((c == column->ref->columns || (c->flags & COL_LABEL)) &&
                list_mentions(c->predicate, prefix))
                return true;
    }
    return false;
}

static bool resource_mentions(const struct resource *resource, const char *prefix)
{
    if (list_mentions(resource->rdf_class, prefix))
        return true;
    if (resource->cube && cube_mentions(resource, prefix))
        return true;
    if (resource->rdf_place && list_mentions(TERM_PLACE_CLASS " " TERM_PLACE, prefix))
        return true;
    const struct rdf_variant *variant = resource->variants;
    for (; variant && variant->column; variant++)
        if (list_mentions(variant->classes, prefix))
            return true;
    const struct rdf_constant *constant = resource->constants;
    for (; constant && constant->predicate; constant++)
        if (list_mentions(constant->predicate, prefix) ||
            (graph_is_scheme(constant) && list_mentions(TERM_SCHEME_CLASS " " TERM_TITLE, prefix)))
            return true;
    return false;
}

static bool view_mentions(const struct view *view, const char *prefix)
{
    if (resource_mentions(view->resource, prefix))
        return true;
    for (size_t i = 0; i < view->count; i++) {
        const struct column *column = view->columns[i];
        if (list_mentions(column->predicate, prefix) || list_mentions(column->rdf_starts, prefix) ||
            list_mentions(column->rdf_ends, prefix) || list_mentions(own_terms(column), prefix) ||
            (column->type == TYPE_PERIOD && period_mentions(prefix)))
            return true;
    }
    return false;
}

bool graph_mentions(const struct emit *emit, const char *prefix)
{
    if (!emit->view)
        return true;
    const struct row *about = emit->envelope ? emit->envelope->about : NULL;
    return view_mentions(emit->view, prefix) || (about && view_mentions(about->view, prefix));
}

void graph_expand(struct out *out, struct slice curie)
{
    const char *colon = curie.len ? memchr(curie.at, ':', curie.len) : NULL;
    size_t prefix = colon ? (size_t)(colon - curie.at) : 0;
    const char *iri = colon ? model_namespace((struct slice){curie.at, prefix}) : NULL;
    if (!iri) {
        out_fail(out, STATUS_INTERNAL, "a namespace prefix that the model does not know");
        return;
    }
    out_text(out, iri);
    out_bytes(out, colon + 1, curie.len - prefix - 1);
}
