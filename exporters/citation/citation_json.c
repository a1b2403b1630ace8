/* A citation as JSON: its parts and its lines, in both languages. */
#include "hiraku/exporters/citation/citation_format.h"

#include "hiraku/base/json_writer.h"

static void citation_json_write(const struct citation *citation, enum language language,
                                struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    (void)language;
    json_begin_object(&json, NULL);
    json_slice(&json, "cite_as", citation->url);
    json_slice(&json, "citation_ja", citation->line[LANGUAGE_JA]);
    json_slice(&json, "citation_en", citation->line[LANGUAGE_EN]);
    json_slice(&json, "title_ja", citation->title[LANGUAGE_JA]);
    json_slice(&json, "title_en", citation->title[LANGUAGE_EN]);
    json_slice(&json, "publisher_name_ja", citation->publisher[LANGUAGE_JA]);
    json_slice(&json, "publisher_name_en", citation->publisher[LANGUAGE_EN]);
    json_slice(&json, "collection_ja", citation->collection[LANGUAGE_JA]);
    json_slice(&json, "collection_en", citation->collection[LANGUAGE_EN]);
    json_int(&json, "release", (int64_t)citation->release);
    json_text(&json, "released_on", citation->day);
    json_slice(&json, "licence", citation->licence_url);
    json_slice(&json, "licence_name_ja", citation->licence_name[LANGUAGE_JA]);
    json_slice(&json, "licence_name_en", citation->licence_name[LANGUAGE_EN]);
    json_finish(&json);
}

const struct citation_format citation_json = {
    .name = "json", .bilingual = true, .write = citation_json_write};
