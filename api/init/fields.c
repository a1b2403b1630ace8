/* Fills fields into texts, into the keys of instance.json, into rows. Knows no file but those that
 * are compiled in. */
#include "fields.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/json_memory.h"
#include "hiraku/base/out.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/template_files.h"

#include <jansson.h>
#include <stdlib.h>

enum { FIELDS_TEXT_MOST = 1 << 20, FIELDS_PATH_SIZE = 128 };

static const char *const names[INIT_FIELDS] = {
    [FIELD_CODE] = "code",
    [FIELD_NAME_JA] = "name_ja",
    [FIELD_NAME_EN] = "name_en",
    [FIELD_NAME_KANA] = "name_kana",
    [FIELD_PUBLISHER_EN] = "publisher_en",
    [FIELD_NEW_CODE] = "new_code",
    [FIELD_NEW_KIND] = "new_kind",
    [FIELD_NEW_PREFECTURE] = "new_prefecture",
    [FIELD_BASE_URL] = "base_url",
    [FIELD_LICENCE] = "licence",
    [FIELD_LICENCE_URL] = "licence_url",
    [FIELD_LICENCE_NAME_JA] = "licence_name_ja",
    [FIELD_LICENCE_NAME_EN] = "licence_name_en",
    [FIELD_CONTACT_NAME] = "contact_name",
    [FIELD_CONTACT_NAME_EN] = "contact_name_en",
    [FIELD_CONTACT_EMAIL] = "contact_email",
    [FIELD_CONTACT_URL] = "contact_url",
    [FIELD_SOURCE_ID] = "source_id",
    [FIELD_SOURCE_TITLE] = "source_title",
    [FIELD_SOURCE_URL] = "source_url",
    [FIELD_TODAY] = "today",
    [FIELD_LANGUAGE] = "language",
    [FIELD_FOLDER] = "folder",
};

/* The field whose name stands between {{ and }} at the start of the text, and the length of all
 * that; INIT_FIELDS: there is none. */
static size_t fields_at(struct slice text, size_t *len)
{
    for (size_t i = 0; i < INIT_FIELDS; i++) {
        size_t name = strlen(names[i]);
        *len = name + 4;
        if (text.len >= *len && memcmp(text.at, "{{", 2) == 0 &&
            memcmp(text.at + 2, names[i], name) == 0 && memcmp(text.at + 2 + name, "}}", 2) == 0)
            return i;
    }
    return INIT_FIELDS;
}

struct slice fields_fill(struct init *init, struct slice text, bool *lacks)
{
    struct out out;
    out_open_memory(&out, FIELDS_TEXT_MOST);
    while (text.len > 0) {
        const char *brace = memchr(text.at, '{', text.len);
        size_t run = brace ? (size_t)(brace - text.at) : text.len, skip;
        out_bytes(&out, text.at, run);
        text = slice_from(text, run);
        if (text.len == 0)
            break;
        size_t field = fields_at(text, &skip);
        if (field < INIT_FIELDS)
            out_slice(&out, init->fields[field]);
        else
            out_char(&out, '{');
        if (field < INIT_FIELDS && init->fields[field].len == 0 && lacks)
            *lacks = true;
        text = slice_from(text, field < INIT_FIELDS ? skip : 1);
    }
    return out_keep(&out, &init->arena);
}

static json_t *fields_parse(const char *folder, const char *name)
{
    struct slice text = template_file(folder, name);
    return json_loadb(text.at, text.len, 0, NULL);
}

/* --- instance.json ---------------------------------------------------------------------------- */

/* The value of a key, new; NULL: it is left out. */
static json_t *fields_value(struct init *init, const json_t *pattern)
{
    bool lacks = false;
    struct slice text = fields_fill(
        init, (struct slice){json_string_value(pattern), json_string_length(pattern)}, &lacks);
    return lacks || !text.at ? NULL : json_stringn(text.at, text.len);
}

/* Keys in the order of the template, those that it has not at the end. */
static void fields_replace(struct init *init, json_t *filled, json_t *template, json_t *patterns)
{
    const char *key;
    json_t *value;
    json_object_foreach(template, key, value)
    {
        const json_t *pattern = json_object_get(patterns, key);
        json_t *text = pattern ? fields_value(init, pattern) : json_incref(value);
        if (text)
            json_object_set_new(filled, key, text);
    }
    json_object_foreach(patterns, key, value)
    {
        json_t *text = json_object_get(template, key) ? NULL : fields_value(init, value);
        if (text)
            json_object_set_new(filled, key, text);
    }
}

enum status fields_instance(struct init *init, struct slice *text, struct problem *p)
{
    json_memory_begin();
    json_t *template = fields_parse("template", layout_instance);
    json_t *patterns = fields_parse("init", layout_instance);
    json_t *filled = json_object();
    if (template && patterns && filled)
        fields_replace(init, filled, template, patterns);
    char *dumped = filled ? json_dumps(filled, JSON_INDENT(2)) : NULL;
    *text = dumped ? arena_printf(&init->arena, "%s\n", dumped) : SLICE_NONE;
    bool failed = json_memory_failed() || arena_overflowed(&init->arena) || text->len == 0;
    free(dumped);
    json_decref(filled);
    json_decref(patterns);
    json_decref(template);
    return failed ? problem_memory(p) : STATUS_OK;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* The first line without its end; a template has no quotes in it. */
static struct slice fields_first_line(struct slice text)
{
    const char *end = text.len ? memchr(text.at, '\n', text.len) : NULL;
    return (struct slice){text.at, end ? (size_t)(end - text.at) : text.len};
}

static struct slice fields_without_mark(struct slice text)
{
    static const char mark[] = "\xef\xbb\xbf";
    return slice_starts(text, mark) ? slice_from(text, strlen(mark)) : text;
}

static struct slice fields_row(struct init *init, const json_t *patterns, struct slice header)
{
    struct out out;
    struct slice rest = fields_without_mark(header);
    bool lacks_id = false, first = true;
    out_open_memory(&out, FIELDS_TEXT_MOST);
    while (rest.len > 0) {
        const char *comma = memchr(rest.at, ',', rest.len);
        struct slice name = {rest.at, comma ? (size_t)(comma - rest.at) : rest.len};
        struct slice key = arena_copy(&init->arena, name);
        const json_t *pattern = key.at ? json_object_get(patterns, key.at) : NULL;
        struct slice text = {json_string_value(pattern), json_string_length(pattern)};
        csv_cell(&out, first, fields_fill(init, text, slice_is(name, "id") ? &lacks_id : NULL));
        first = false;
        rest = slice_from(rest, name.len + (comma ? 1 : 0));
    }
    out_char(&out, '\n');
    struct slice row = out_keep(&out, &init->arena);
    return lacks_id ? SLICE_NONE : row;
}

enum status fields_record(struct init *init, const char *table, struct slice *header,
                          struct slice *row, struct problem *p)
{
    json_memory_begin();
    char path[FIELDS_PATH_SIZE];
    snprintf(path, sizeof path, "examples/%s.csv", table);
    *header = fields_first_line(template_file("template", path));
    *row = SLICE_NONE;
    json_t *records = fields_parse("init", "records.json");
    const json_t *patterns = json_object_get(records, table);
    if (patterns && header->len > 0)
        *row = fields_row(init, patterns, *header);
    bool failed = !records || json_memory_failed() || arena_overflowed(&init->arena);
    json_decref(records);
    return failed ? problem_memory(p) : STATUS_OK;
}
