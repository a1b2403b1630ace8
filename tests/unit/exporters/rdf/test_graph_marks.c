/* What a document remembers of what it has said: graph_marks.h. */
#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/writer.h"

#include "exporters/rdf/graph_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct document {
    struct out out;
    struct emit emit;
};

static void open_document(struct document *document)
{
    out_open_memory(&document->out, 1 << 16);
    document->emit = (struct emit){.out = &document->out};
    assert_int_equal(graph_state_new(&document->emit.graph, &writer_ntriples, NULL), STATUS_OK);
}

static void close_document(struct document *document)
{
    assert_int_equal(document->out.error, STATUS_OK);
    out_close(&document->out);
    graph_state_free(document->emit.graph);
}

/* Distinct hashes without a pattern. */
static uint64_t hash_of(uint64_t number)
{
    return graph_hash((struct slice){(const char *)&number, sizeof number});
}

static void every_thing_is_new_once(void **state)
{
    (void)state;
    struct document document;
    open_document(&document);
    for (uint64_t i = 0; i < GRAPH_REMEMBERED; i++)
        assert_true(graph_mark_hash(&document.emit, hash_of(i)));
    for (uint64_t i = 0; i < GRAPH_REMEMBERED; i++)
        assert_false(graph_mark_hash(&document.emit, hash_of(i)));
    close_document(&document);
}

static void what_is_mentioned_again_is_not_forgotten(void **state)
{
    (void)state;
    enum { EVERY = 100000, THINGS = 20 * EVERY };
    struct document document;
    open_document(&document);
    assert_true(graph_mark_hash(&document.emit, hash_of(0)));
    for (uint64_t i = 1; i <= THINGS; i++) {
        assert_true(graph_mark_hash(&document.emit, hash_of(i)));
        if (i % EVERY == 0)
            assert_false(graph_mark_hash(&document.emit, hash_of(0)));
    }
    assert_true(graph_mark_hash(&document.emit, hash_of(1)));
    close_document(&document);
}

static void triples_go_through_once(void **state)
{
    (void)state;
    struct document document;
    open_document(&document);
    const struct triple_sink *sink = &graph_once_sink;
    struct slice type = slice_of("foaf:Document"), page = slice_of("foaf:page");
    for (int i = 0; i < 3; i++) {
        sink->subject(&document.emit, slice_of("https://e.example/a"), type);
        sink->type(&document.emit, slice_of("skos:Concept"));
        sink->literal(&document.emit, slice_of("dct:title"), slice_of("a"), i == 2 ? "en" : "ja",
                      NULL);
        sink->iri(&document.emit, page, slice_of("https://e.example/p"));
        sink->end(&document.emit);
    }
    size_t lines = 0;
    for (size_t i = 0; i < out_written(&document.out).len; i++)
        lines += out_written(&document.out).at[i] == '\n';
    assert_int_equal(lines, 5);
    close_document(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_thing_is_new_once),
        cmocka_unit_test(what_is_mentioned_again_is_not_forgotten),
        cmocka_unit_test(triples_go_through_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
