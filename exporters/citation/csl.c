/* A citation as CSL-JSON (Citation Style Language 1.0.2, csl-data.json): a list of one dataset. */
#include "hiraku/exporters/citation/citation_format.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/citation/citation_words.h"

static int csl_number(const char *digits, size_t len)
{
    int number = 0;
    for (size_t i = 0; i < len; i++)
        number = number * 10 + digits[i] - '0';
    return number;
}

static void csl_date(struct json_writer *json, const char *day)
{
    enum { YEAR = 4, MONTH_AT = 5, DAY_AT = 8 };
    json_begin_object(json, "issued");
    json_begin_array(json, "date-parts");
    json_begin_array(json, NULL);
    json_int(json, NULL, csl_number(day, YEAR));
    json_int(json, NULL, csl_number(day + MONTH_AT, 2));
    json_int(json, NULL, csl_number(day + DAY_AT, 2));
    json_end(json);
    json_end(json);
    json_end(json);
}

static void csl_write(const struct citation *citation, enum language language, struct out *out)
{
    char key[CITATION_KEY_SIZE];
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    citation_key(citation, key);
    json_begin_array(&json, NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "id", key);
    json_text(&json, "type", "dataset");
    json_slice(&json, "title", citation->title[language]);
    json_begin_array(&json, "author");
    json_begin_object(&json, NULL);
    json_slice(&json, "literal", citation->publisher[language]);
    json_end(&json);
    json_end(&json);
    json_slice(&json, "container-title", citation->collection[language]);
    json_slice(&json, "publisher", citation->publisher[language]);
    csl_date(&json, citation->day);
    json_printf(&json, "version", "%llu", (unsigned long long)citation->release);
    json_slice(&json, "license", citation->licence_url);
    json_slice(&json, "URL", citation->url);
    json_text(&json, "language", language == LANGUAGE_EN ? "en" : "ja");
    json_finish(&json);
}

const struct citation_format citation_csl = {.name = "csl", .write = csl_write};
