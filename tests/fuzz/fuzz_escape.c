/* Text on its way out: what text_check lets pass comes back from another program's parser (jansson,
 * libxml2) and from our own reader as it was. Normal forms are their own normal forms. */
#include "hiraku/base/arena.h"
#include "hiraku/base/csv_out.h"
#include "hiraku/base/json_text.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/query/search.h"

#include "api/csv/csv_state.h"
#include "fuzz.h"

#include <jansson.h>
#include <libxml/parser.h>

static struct slice finish(struct out *out)
{
    ENSURE(out_finish(out, NULL) == STATUS_OK);
    return out_written(out);
}

static void json(struct slice text)
{
    struct out out;
    out_open_memory(&out, 64 << 20);
    json_quote(&out, text);
    struct slice written = finish(&out);
    json_t *value = json_loadb(written.at, written.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    ENSURE(value && json_is_string(value));
    struct slice back = {json_string_value(value), json_string_length(value)};
    ENSURE(slice_equal(back, text));
    json_decref(value);
    out_close(&out);
}

static void xml(struct slice text)
{
    struct out out;
    out_open_memory(&out, 64 << 20);
    out_text(&out, "<a b=\"");
    xml_attribute(&out, text);
    out_text(&out, "\">");
    xml_text(&out, text);
    out_text(&out, "</a>");
    struct slice written = finish(&out);
    xmlDoc *document = xmlReadMemory(written.at, (int)written.len, "a.xml", "UTF-8",
                                     XML_PARSE_NONET | XML_PARSE_HUGE);
    ENSURE(document);
    xmlNode *root = xmlDocGetRootElement(document);
    xmlChar *content = xmlNodeGetContent(root), *attribute = xmlGetProp(root, BAD_CAST "b");
    ENSURE(content && slice_is(text, (const char *)content));
    ENSURE(attribute && slice_is(text, (const char *)attribute));
    xmlFree(content);
    xmlFree(attribute);
    xmlFreeDoc(document);
    out_close(&out);
}

static void csv(struct slice text)
{
    char path[FUZZ_PATH];
    struct out out;
    struct csv *reader = NULL;
    struct csv_record record;
    bool more = false;
    if (text.len > CSV_CELL_MAX)
        return;
    out_open_memory(&out, 64 << 20);
    csv_cell(&out, true, slice_of("a"));
    csv_cell(&out, false, text);
    csv_end(&out);
    struct slice written = finish(&out);
    int fd = fuzz_file(written.at, written.len, path);
    ENSURE(csv_open(&reader, path, "a.csv", NULL, NULL) == STATUS_OK);
    ENSURE(csv_next(reader, &record, &more, NULL) == STATUS_OK && more);
    ENSURE(record.count == 2 && slice_equal(record.cells[1], text));
    csv_close(reader);
    close(fd);
    out_close(&out);
}

static void forms(struct arena *arena, struct slice text)
{
    struct slice nfc = text_nfc(arena, text), nfkc = text_nfkc(arena, text);
    struct slice folded = search_fold(arena, text);
    ENSURE(utf8_is_valid(nfc) && slice_equal(nfc, text_nfc(arena, nfc)));
    ENSURE(utf8_is_valid(nfkc) && slice_equal(nfkc, text_nfkc(arena, nfkc)));
    ENSURE(utf8_is_valid(folded) && slice_equal(folded, search_fold(arena, folded)));
    struct slice terms = search_terms(arena, text);
    ENSURE(utf8_is_valid(terms));
    bool too_many;
    ENSURE(utf8_is_valid(search_match(arena, text, &too_many)));
    ENSURE(utf8_is_valid(search_snippet(arena, text, text, 20, "<", ">")));
    struct slice trimmed = text_trim(text);
    ENSURE(slice_equal(trimmed, text_trim(trimmed)));
    for (size_t most = 0; most < text.len && most < 16; most++)
        ENSURE(utf8_is_valid(utf8_cut(text, most)) && utf8_cut(text, most).len <= most);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = fuzz_input(data, size);
    struct arena arena;
    size_t at = 0;
    enum text_fault fault = text_check(text, &at);
    ENSURE((fault != TEXT_NOT_UTF8) == utf8_is_valid(text) || fault != TEXT_GOOD);
    ENSURE(fault == TEXT_GOOD || at <= text.len);
    arena_init(&arena, FUZZ_ARENA);
    if (utf8_is_valid(text) && !(size && memchr(data, '\0', size)))
        forms(&arena, text);
    if (fault == TEXT_GOOD) {
        json(text);
        xml(text);
        csv(text);
    }
    arena_free(&arena);
    return 0;
}
