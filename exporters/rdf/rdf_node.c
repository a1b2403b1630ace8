/* Terms and nodes as the serialisers of triples need them.
 *
 * Does not know formats beyond what N-Triples and Turtle have in common. Text was checked at
 * import; what cannot be well-formed fails the stream rather than making a file that no parser
 * reads. Does not check UTF-8. */
#include "rdf_node.h"

#include "hiraku/base/byte_kinds.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/graph_terms.h"

/* Bytes that an IRIREF may not hold; up to 0x20 none may. */
static const bool is_refused[256] = {
    ['<'] = true, ['>'] = true, ['"'] = true, ['{'] = true,  ['}'] = true,
    ['|'] = true, ['^'] = true, ['`'] = true, ['\\'] = true, [0x7F] = true,
};

/* And those that some format writes otherwise. */
static const bool is_doubtful[256] = {
    ['<'] = true, ['>'] = true,  ['"'] = true,  ['{'] = true,  ['}'] = true,
    ['|'] = true, ['^'] = true,  ['`'] = true,  ['\\'] = true, [0x7F] = true,
    ['&'] = true, ['\''] = true, [0xEF] = true, /* U+FFFE and U+FFFF begin so */
};

/* Bytes that are looked at together. */
typedef unsigned char rdf_bytes __attribute__((vector_size(16)));
enum { RDF_BYTES = sizeof(rdf_bytes) };

/* What is_doubtful says of each of them, and of what is no more than a space. */
static bool rdf_are_plain(const char *at)
{
    rdf_bytes b;
    memcpy(&b, at, sizeof b);
    rdf_bytes doubtful = (rdf_bytes)((b <= ' ') | (b == '"') | (b - '&' <= '\'' - '&') |
                                     ((b | 2) == '>') | ((b | 2) == '^') | (b == '`') |
                                     (b - '{' <= '}' - '{') | (b == 0x7F) | (b == 0xEF));
    uint64_t halves[2];
    memcpy(halves, &doubtful, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

bool rdf_iri_is_plain(struct slice iri)
{
    bool doubtful = iri.len == 0;
    for (size_t i = 0; i < iri.len && iri.len < RDF_BYTES; i++) {
        unsigned char byte = (unsigned char)iri.at[i];
        doubtful |= (byte <= ' ') | is_doubtful[byte];
    }
    if (iri.len < RDF_BYTES)
        return !doubtful;
    for (size_t i = 0; i + RDF_BYTES < iri.len; i += RDF_BYTES)
        doubtful |= !rdf_are_plain(iri.at + i);
    return !doubtful && rdf_are_plain(iri.at + iri.len - RDF_BYTES);
}

static void rdf_refuse(struct out *out)
{
    out_fail(out, STATUS_INTERNAL, "a character that RDF formats cannot hold");
}

void rdf_check_iri(struct out *out, struct slice iri)
{
    for (size_t i = 0; i < iri.len; i++) {
        unsigned char byte = (unsigned char)iri.at[i];
        if (byte <= ' ' || is_refused[byte]) {
            out_fail(out, STATUS_INTERNAL, "an IRI with a character that no IRI has");
            return;
        }
    }
    if (!iri.len)
        out_fail(out, STATUS_INTERNAL, "an empty IRI");
}

void rdf_check_text(struct out *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (byte_is_refused(text, i)) {
            rdf_refuse(out);
            return;
        }
}

void rdf_iri(struct out *out, struct slice iri)
{
    if (!rdf_iri_is_plain(iri))
        rdf_check_iri(out, iri);
    out_char(out, '<');
    out_slice(out, iri);
    out_char(out, '>');
}

static char rdf_escape(char c)
{
    return (char)(c == '\n' ? 'n' : c == '\r' ? 'r' : c);
}

static void rdf_string(struct out *out, struct slice text)
{
    size_t done = 0;
    out_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned kind = byte_kind(text, i);
        if (!kind)
            continue;
        if (byte_is_refused(text, i))
            rdf_refuse(out);
        if (!(kind & BYTE_STRING))
            continue;
        char escaped[2] = {'\\', rdf_escape(text.at[i])};
        out_bytes(out, text.at + done, i - done);
        out_bytes(out, escaped, sizeof escaped);
        done = i + 1;
    }
    if (done < text.len)
        out_bytes(out, text.at + done, text.len - done);
    out_char(out, '"');
}

void rdf_literal(struct out *out, struct slice text, const char *lang)
{
    rdf_string(out, text);
    if (lang) {
        out_char(out, '@');
        out_text(out, lang);
    }
}

bool rdf_declares(const struct emit *emit, const char *prefix, bool datatypes)
{
    return strcmp(prefix, "rdf") == 0 || (datatypes && strcmp(prefix, "xsd") == 0) ||
           graph_mentions(emit, prefix);
}

void node_open(struct emit *emit, struct slice iri, struct slice type)
{
    struct node *node = &emit->graph->node;
    graph_subject_set(&node->subject, iri, emit->out);
    node->type = type;
    node->used_count = 0;
    node->count++;
}

enum node_step node_predicate(struct emit *emit, struct slice predicate)
{
    struct node *node = &emit->graph->node;
    size_t count = node->used_count;
    if (count && slice_equal(node->last, predicate))
        return NODE_SAME;
    node->last = predicate;
    for (size_t i = 0; i < count; i++)
        if (slice_equal(node->used[i], predicate))
            return NODE_REPEATED;
    if (count == NODE_PREDICATES_MAX)
        return NODE_REPEATED;
    node->used[node->used_count++] = predicate;
    return count ? NODE_NEXT : NODE_FIRST;
}

void node_reset(struct emit *emit)
{
    emit->graph->node.used_count = 0;
}
