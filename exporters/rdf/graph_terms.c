/* CURIEs: which namespaces a document needs, and the IRIs they stand for.
 *
 * Reads the model only; a prefix that is not in model_namespaces is a bug of the tables, which
 * model_check finds at start. */
#include "hiraku/exporters/rdf/graph_terms.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/model/computed.h"
#include "hiraku/model/model.h"
#include "hiraku/query/view.h"

/* More steps than references are followed from one described record to the next. */
enum { REFERENCES_DEPTH = 8 };

static bool list_mentions(const char *curies, const char *prefix)
{
    struct slice list = slice_of(curies), curie;
    size_t len = strlen(prefix);
    while (slice_word(&list, &curie))
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

static const char *column_terms(const struct column *column)
{
    if (column->type == TYPE_CORPORATE_NUMBER)
        return TERM_IDENTIFIER_CLASS " " TERM_IDENTIFIER " " TERM_NOTATION " " TERM_AGENCY
                                     " " TERM_ISO6523 " " TERM_NUMBER_TYPE;
    if (column->type == TYPE_ENUM && column->predicate)
        return TERM_CODE_CLASS " " TERM_TITLE " " TERM_NAME " hk:codes";
    return NULL;
}

static bool resource_mentions(const struct resource *resource, const char *prefix)
{
    if (list_mentions(resource->rdf_class, prefix))
        return true;
    if (resource->cube && list_mentions(CUBE_TERMS, prefix))
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

static bool column_mentions(const struct column *column, const char *prefix)
{
    return list_mentions(column->predicate, prefix) || list_mentions(column->rdf_starts, prefix) ||
           list_mentions(column->rdf_ends, prefix) || list_mentions(column_terms(column), prefix) ||
           (column->type == TYPE_PERIOD && period_mentions(prefix));
}

/* The triples about the records that this column refers to, and about those that they refer to. */
static bool target_mentions(const struct column *column, const char *prefix, size_t depth)
{
    const struct resource *resource = column->ref;
    if (!column_is_link(column) || depth == 0)
        return false;
    if (resource_mentions(resource, prefix))
        return true;
    for (const struct column *c = resource->columns; c->name; c++)
        if (column_is_brief(resource, c) &&
            (column_mentions(c, prefix) || target_mentions(c, prefix, depth - 1)))
            return true;
    return false;
}

static bool view_mentions(const struct emit *emit, const struct view *view, const char *prefix)
{
    if (resource_mentions(view->resource, prefix))
        return true;
    for (size_t i = 0; i < view->count; i++)
        if (column_mentions(view->columns[i], prefix) ||
            (emit->store && target_mentions(view->columns[i], prefix, REFERENCES_DEPTH)))
            return true;
    return false;
}

bool graph_mentions(const struct emit *emit, const char *prefix)
{
    if (!emit->view)
        return true;
    const struct row *about = emit->envelope ? emit->envelope->about : NULL;
    return view_mentions(emit, emit->view, prefix) ||
           (about && view_mentions(emit, about->view, prefix));
}

struct slice column_property(const struct column *column)
{
    struct slice list = slice_of(column->predicate), word;
    slice_word(&list, &word);
    return word;
}
