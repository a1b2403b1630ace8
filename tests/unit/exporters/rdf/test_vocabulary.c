/* Every term of ours that the model can put into a graph is described by the vocabulary, and
 * nothing is described twice in different words. */
#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/code_list.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rdf/vocabulary.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#include "exporters/things.h"

#include <stdio.h>

#define NS "https://w3id.org/hiraku/ns#"

static char *document;

static int describe(void **state)
{
    (void)state;
    struct out out;
    struct emit emit = {.out = &out,
                        .instance = &instance,
                        .shape = SHAPE_LIST,
                        .graph = state_for(&writer_ntriples)};
    size_t len;
    out_open_memory(&out, 1 << 22);
    out_char(&out, '\n');
    writer_ntriples.begin(&emit);
    vocabulary_describe(&emit, writer_ntriples.triples, NULL);
    writer_ntriples.end(&emit);
    graph_state_free(emit.graph);
    out_char(&out, '\0');
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    document = out_take(&out, &len);
    return 0;
}

static int forget(void **state)
{
    (void)state;
    free(document);
    return 0;
}

static size_t statements(const char *name, size_t len, const char *rest)
{
    char line[512];
    size_t found = 0;
    snprintf(line, sizeof line, "\n<" NS "%.*s> %s", (int)len, name, rest);
    for (const char *at = document; (at = strstr(at, line)); at++)
        found++;
    return found;
}

static void check_described(const char *curies)
{
    while (curies && *curies) {
        size_t len = strcspn(curies, " ");
        if (strncmp(curies, "hk:", 3) == 0 && statements(curies + 3, len - 3, "") == 0)
            fail_msg("%.*s is not described", (int)len, curies);
        curies += len + strspn(curies + len, " ");
    }
}

static void check_codes(const struct column *column)
{
    char name[256];
    for (const struct code *code = column->codes; code && code->value; code++) {
        check_described(code->iri);
        snprintf(name, sizeof name, "hk:%s-%s", column->name, code->value);
        if (!code->iri)
            check_described(name);
    }
}

static void check_resource(const struct resource *resource)
{
    check_described(resource->rdf_class);
    for (const struct rdf_variant *v = resource->variants; v && v->column; v++)
        check_described(v->classes);
    for (const struct rdf_constant *c = resource->constants; c && c->predicate; c++) {
        check_described(c->predicate);
        check_described(c->object);
    }
    for (const struct column *column = resource->columns; column->name; column++) {
        check_described(column->predicate);
        check_described(column->rdf_starts);
        check_described(column->rdf_ends);
        check_described(column->rdf_empty);
        check_codes(column);
    }
}

static void every_term_of_the_model_is_described(void **state)
{
    (void)state;
    for (size_t i = 0; i < model_resource_count; i++)
        check_resource(model_resources[i]);
    check_resource(&instance_resource);
    check_described("hk:JapaneseCorporateNumber");
}

/* SKOS allows one preferred label a language (S14): two columns of one name must not give one code
 * two. */
static void see_code(void *context, const struct column *column, const struct code *code)
{
    (void)context;
    char name[256];
    if (!code)
        return;
    snprintf(name, sizeof name, "%s-%s", column->name, code->value);
    const char *local = code->iri ? code->iri + 3 : name;
    assert_int_equal(
        statements(local, strlen(local), "<http://www.w3.org/2004/02/skos/core#prefLabel> "), 2);
}

static void a_code_has_one_label_a_language(void **state)
{
    (void)state;
    code_lists_visit(see_code, NULL);
}

static const struct code *same_code(const struct column *column, const struct code *code,
                                    const struct column *other)
{
    if (!other->codes || code->iri || strcmp(other->name, column->name) != 0)
        return NULL;
    const struct code *found = column_code(other, slice_of(code->value));
    return found && !found->iri ? found : NULL;
}

static void check_titles(const struct column *column, const struct column *other)
{
    for (const struct code *code = column->codes; code && code->value; code++) {
        const struct code *found = same_code(column, code, other);
        if (found) {
            assert_string_equal(found->title_ja, code->title_ja);
            assert_string_equal(found->title_en, code->title_en);
        }
    }
}

static void codes_of_one_iri_have_the_same_titles(void **state)
{
    (void)state;
    for (size_t i = 0; i < model_resource_count; i++)
        for (size_t j = 0; j < i; j++)
            for (const struct column *c = model_resources[i]->columns; c->name; c++)
                for (const struct column *o = model_resources[j]->columns; o->name; o++)
                    check_titles(c, o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_term_of_the_model_is_described),
        cmocka_unit_test(a_code_has_one_label_a_language),
        cmocka_unit_test(codes_of_one_iri_have_the_same_titles),
    };
    return cmocka_run_group_tests(tests, describe, forget);
}
