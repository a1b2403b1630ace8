/* Codes and their lists as subjects. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_CODE_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_CODE_H

struct code;
struct column;
struct emit;
struct graph;
struct triple_sink;

/* A code in its column's list, and the list itself, as subjects. The first also in parts, for a
 * code that is in several lists. */
void graph_code(struct emit *emit, const struct triple_sink *sink, const struct column *column,
                const struct code *code);
void graph_code_begin(struct emit *emit, const struct triple_sink *sink,
                      const struct column *column, const struct code *code);
void graph_code_in(struct emit *emit, const struct triple_sink *sink, const struct column *column);
void graph_code_end(struct emit *emit, const struct triple_sink *sink, const struct code *code);
void graph_code_list(struct emit *emit, const struct triple_sink *sink,
                     const struct column *column);

/* The codes of the row that have not been described in this document, each a subject. */
void graph_codes(struct graph *graph);

/* Says that all codes of the column have been described. */
void graph_mark_codes(struct emit *emit, const struct column *column);

/* Japanese and English text about the subject that is open; NULL: none. */
void graph_pair(struct emit *emit, const struct triple_sink *sink, const char *predicate,
                const char *ja, const char *en);

#endif
