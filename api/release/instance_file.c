/* instance.json: reading and checking.
 *
 * Cells go through the same rules as those of CSV files (cell.c). What the keys are is in
 * api/model/instance.c. */
#include "hiraku/model/instance.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/cell.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/email.h"
#include "hiraku/release/layout.h"
#include "hiraku/value/digits.h"

#include "instance_endings.h"
#include "instance_text.h"
#include "instance_value.h"
#include "json_fault.h"
#include "placeholder.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { INSTANCE_MEMORY = 4 << 20, TEXT_MOST = 1 << 20 };

static const struct place file_place = {layout_instance, 0, ""}; /* all of it */

struct instance_reader {
    struct instance *instance;
    struct report *report;
    struct slice text; /* of the file */
    bool no_memory;
    uint64_t empty; /* bit i: the key of column i is there, without a value */
};

static size_t column_at(const char *name)
{
    return model_index(&instance_resource, model_column(&instance_resource, slice_of(name)));
}

/* --- findings --------------------------------------------------------------------------------- */

/* The line of a key: jansson does not tell. A key that is quoted elsewhere first is found there. */
static uint64_t line_of(const struct instance_reader *reader, const char *key)
{
    char quoted[128];
    int len = snprintf(quoted, sizeof quoted, "\"%s\"", key);
    if (len < 0 || (size_t)len >= sizeof quoted || !reader->text.at)
        return 0;
    const char *at = memmem(reader->text.at, reader->text.len, quoted, (size_t)len);
    uint64_t line = at ? 1 : 0;
    for (const char *c = reader->text.at; at && c < at; c++)
        line += *c == '\n';
    return line;
}

static struct place instance_file_place_of(const struct instance_reader *reader, const char *key)
{
    return (struct place){layout_instance, line_of(reader, key), key};
}

/* --- JSON to cells ---------------------------------------------------------------------------- */

/* A value of another type counts as there: its own finding is enough. */
static void refuse_type(const struct instance_reader *reader, const struct column *column,
                        const json_t *value)
{
    struct arena *arena = &reader->instance->arena;
    struct slice meant = instance_value_meant(arena, column, value);
    report_at(reader->report, RULE_JSON_TYPE, instance_file_place_of(reader, column->name),
              instance_value_shown(arena, value), meant, meant);
    reader->instance->cells[model_index(&instance_resource, column)] = (struct slice){"", 0};
}

static void refuse_code(const struct instance_reader *reader, const struct column *column,
                        struct slice raw)
{
    char codes[MUNICIPALITY_CODES_MEANT][7];
    struct arena *arena = &reader->instance->arena;
    bool check = digits_municipality(raw, NULL) == DIGITS_BAD_CHECK;
    bool one = digits_municipality_written(arena, raw, codes) == 1;
    report_at(reader->report, check ? RULE_MUNICIPALITY_CHECK_DIGIT : RULE_BAD_MUNICIPALITY_CODE,
              instance_file_place_of(reader, column->name), raw,
              one ? arena_copy(arena, slice_of(codes[0])) : SLICE_NONE, SLICE_NONE);
}

static void instance_file_read_value(struct instance_reader *reader, const struct column *column,
                                     const json_t *value)
{
    struct instance *instance = reader->instance;
    struct slice raw = SLICE_NONE;
    char number[32];
    if (json_is_string(value)) {
        raw = (struct slice){json_string_value(value), json_string_length(value)};
    } else if (json_is_integer(value) && column->type == TYPE_INT) {
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        raw = slice_of(number);
    } else if (json_is_boolean(value) && column->type == TYPE_BOOL) {
        raw = slice_of(json_is_true(value) ? "true" : "false");
    } else if (!json_is_null(value)) {
        refuse_type(reader, column, value);
        return;
    }
    bool bad = false, waits = false;
    struct cell_reader cell = {reader->report, &instance->arena, false, NULL};
    struct place place = instance_file_place_of(reader, column->name);
    if (raw.len == 0 && column->flags & COL_REQUIRED) {
        reader->empty |= UINT64_C(1) << model_index(&instance_resource, column);
        return; /* told by instance_file_check_keys */
    }
    if (column->type == TYPE_MUNICIPALITY_CODE)
        cell.waits = &waits;
    raw = cell_read(&cell, column, raw, place, &bad);
    if (waits)
        refuse_code(reader, column, raw);
    bad = bad || waits;
    struct slice kept = arena_copy(&instance->arena, raw);
    if (!bad)
        instance->cells[model_index(&instance_resource, column)] = kept;
    else
        instance->cells[model_index(&instance_resource, column)] = (struct slice){"", 0};
}

static void instance_file_report_unknown(const struct instance_reader *reader, const char *key)
{
    report_at(reader->report, RULE_UNKNOWN_KEY, instance_file_place_of(reader, key), slice_of(key),
              model_nearest_column(&instance_resource, slice_of(key)), SLICE_NONE);
}

static void read_object(struct instance_reader *reader, json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        const struct column *column = model_column(&instance_resource, slice_of(key));
        if (column && column_is_written(column))
            instance_file_read_value(reader, column, value);
        else if (strcmp(key, "endings") == 0)
            instance_endings_read(
                &(struct endings_input){reader->instance, reader->report, reader->text}, value);
        else
            instance_file_report_unknown(reader, key);
    }
}

/* false: there is no object whose keys could be looked at. */
static bool read_json(struct instance_reader *reader)
{
    json_error_t error;
    json_memory_begin();
    json_t *object = json_loadb(reader->text.at, reader->text.len, JSON_REJECT_DUPLICATES, &error);
    reader->no_memory = json_memory_failed();
    if (!object && !reader->no_memory)
        json_fault_report(reader->report, layout_instance, reader->text, error.line);
    else if (object && !json_is_object(object))
        report_at(reader->report, RULE_JSON_NOT_OBJECT, (struct place){layout_instance, 1, ""},
                  slice_of("{ … }"), SLICE_NONE, SLICE_NONE);
    else if (object)
        read_object(reader, object);
    bool good = json_is_object(object);
    json_decref(object);
    return good;
}

/* --- what the keys must be together ----------------------------------------------------------- */

/* A slash at the end is dropped; query, fragment and a path that ends oddly are refused. */
static bool mend_base_url(struct arena *arena, struct slice *cell)
{
    struct slice url = *cell;
    while (url.len > 0 && url.at[url.len - 1] == '/')
        url.len--;
    if (url.len == 0)
        return true;
    if (memchr(url.at, '?', url.len) || memchr(url.at, '#', url.len) ||
        memchr(url.at, '%', url.len) || memmem(url.at, url.len, "/.", 2) ||
        (!slice_starts(url, "http://") && !slice_starts(url, "https://")))
        return false;
    *cell = arena_copy(arena, url);
    return true;
}

static void instance_file_check_keys(const struct instance_reader *reader)
{
    struct slice *cells = reader->instance->cells;
    struct slice *language = &cells[column_at("default_language")];
    struct slice *month = &cells[column_at("fiscal_year_first_month")];
    struct slice *base = &cells[column_at("base_url")], *email = &cells[column_at("contact_email")];
    if (!language->at)
        *language = slice_of("ja");
    if (!month->at)
        *month = slice_of("4");
    for (size_t i = 0; instance_resource.columns[i].name; i++) {
        const struct column *column = &instance_resource.columns[i];
        bool empty = reader->empty & UINT64_C(1) << i;
        if (column->flags & COL_REQUIRED && !cells[i].at)
            report_at(reader->report, empty ? RULE_EMPTY_KEY : RULE_MISSING_KEY,
                      empty ? instance_file_place_of(reader, column->name)
                            : (struct place){layout_instance, 0, column->name},
                      SLICE_NONE, SLICE_NONE, slice_of(column->name));
    }
    if (base->len > 0 && !mend_base_url(&reader->instance->arena, base))
        report_at(reader->report, RULE_BAD_KEY_VALUE, instance_file_place_of(reader, "base_url"),
                  *base, SLICE_NONE, slice_of("https://host/path"));
    if (email->len > 0 && !email_is(*email))
        report_at(reader->report, RULE_BAD_KEY_VALUE,
                  instance_file_place_of(reader, "contact_email"), *email,
                  email_mend(&reader->instance->arena, *email), slice_of("name@example.jp"));
}

struct placeholders {
    const struct instance_reader *reader;
    struct out keys; /* separated by ", " */
};

static void list_placeholder(void *context, const char *key, struct slice word, bool sure)
{
    struct placeholders *placeholders = context;
    (void)word;
    if (!sure)
        return;
    out_text(&placeholders->keys, placeholders->keys.len > 0 ? ", " : "");
    out_text(&placeholders->keys, key);
}

static void report_placeholder(void *context, const char *key, struct slice word, bool sure)
{
    const struct placeholders *placeholders = context;
    const struct instance_reader *reader = placeholders->reader;
    report_at(reader->report, sure ? RULE_PLACEHOLDER : RULE_DUMMY_TEXT,
              instance_file_place_of(reader, key), word, SLICE_NONE, SLICE_NONE);
}

/* Whoever names a publisher of his own publishes in earnest: what is left of the template then is
 * an error. */
static void check_placeholders(const struct instance_reader *reader)
{
    struct placeholders placeholders = {.reader = reader};
    out_open_memory(&placeholders.keys, TEXT_MOST);
    if (placeholder_find(reader->instance, list_placeholder, &placeholders))
        placeholder_find(reader->instance, report_placeholder, &placeholders);
    else if (placeholders.keys.len > 0)
        report_at(reader->report, RULE_UNTOUCHED, file_place, SLICE_NONE, SLICE_NONE,
                  out_written(&placeholders.keys));
    out_close(&placeholders.keys);
}

/* --- the file --------------------------------------------------------------------------------- */

/* The first finding of a report of our own, as a problem. */
static enum status first_finding(const struct report *report, const char *path, struct problem *p)
{
    struct out out;
    char reason[400] = "";
    out_open_memory(&out, TEXT_MOST);
    report_write(report, LANGUAGE_EN, REPORT_LINES, &out);
    struct slice text = out_written(&out);
    const char *end = text.len ? memchr(text.at, '\n', text.len) : NULL;
    if (end)
        text.len = (size_t)(end - text.at);
    text = utf8_cut(text, sizeof reason - 1);
    if (text.len > 0)
        memcpy(reason, text.at, text.len);
    out_close(&out);
    return problem_set(p, STATUS_BAD_INSTANCE, slice_of(path), SLICE_NONE, reason);
}

static void check_text(struct instance_reader *reader, const struct instance_text *text, bool ours)
{
    reader->text = (struct slice){text->bytes.bytes, text->bytes.len};
    if (text->doubtful) {
        report_at(reader->report, RULE_JSON_ENCODING, file_place, SLICE_NONE, SLICE_NONE,
                  SLICE_NONE);
        return;
    }
    if (text->encoding != CSV_UTF8 && text->encoding != CSV_UTF8_BOM)
        report_at(reader->report, RULE_JSON_READ_AS, file_place,
                  slice_of(csv_encoding_name(text->encoding)), SLICE_NONE, SLICE_NONE);
    if (!read_json(reader))
        return;
    instance_file_check_keys(reader);
    if (!ours)
        check_placeholders(reader);
}

/* `ours`: the file of a release. */
static enum status read_and_check(struct instance_reader *reader, const char *path, bool ours,
                                  struct problem *p)
{
    struct instance *instance = reader->instance;
    struct instance_text text;
    if (!ours && access(path, F_OK) != 0 && errno == ENOENT) {
        struct slice near = instance_name_near(&instance->arena, path);
        report_at(reader->report, near.len > 0 ? RULE_NEAR_INSTANCE_FILE : RULE_NO_INSTANCE_FILE,
                  file_place, near, near.len > 0 ? slice_of(layout_instance) : SLICE_NONE,
                  SLICE_NONE);
        return instance_set_members(instance, p);
    }
    enum status status = instance_text_read(&text, path, ours, p);
    if (status == STATUS_OK)
        check_text(reader, &text, ours);
    if (status == STATUS_OK && reader->no_memory)
        status = problem_memory(p);
    instance_text_free(&text);
    if (status == STATUS_OK)
        status = instance_set_members(instance, p);
    if (status == STATUS_OK && arena_overflowed(&instance->arena))
        status = problem_memory(p);
    return status;
}

enum status instance_read(struct instance *instance, const char *path, struct report *report,
                          struct problem *p)
{
    memset(instance, 0, sizeof *instance);
    arena_init(&instance->arena, INSTANCE_MEMORY);
    struct report *own = report ? NULL : report_new();
    if (!report && !own)
        return problem_memory(p);
    struct instance_reader reader = {instance, report ? report : own, SLICE_NONE, false, 0};
    enum status status = read_and_check(&reader, path, own != NULL, p);
    if (status == STATUS_OK && own && report_status(own) != STATUS_OK)
        status = problem_memory(p);
    if (status == STATUS_OK && own && report_count(own, SEVERITY_ERROR) > 0)
        status = first_finding(own, path, p);
    report_free(own);
    return status;
}

enum status instance_read_release(struct instance *instance, const char *dir, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    *instance = (struct instance){.base_url = NULL};
    enum status status = file_path(path, dir, layout_instance, p);
    return status == STATUS_OK ? instance_read(instance, path, NULL, p) : status;
}

enum status instance_rebase(struct instance *instance, const char *base_url, struct problem *p)
{
    struct report *own = report_new();
    if (!own)
        return problem_memory(p);
    struct cell_reader cell = {own, &instance->arena, false, NULL};
    const struct column *column = model_column(&instance_resource, slice_of("base_url"));
    struct place place = {"base_url", 0, ""};
    enum status status = STATUS_OK;
    bool bad = false;
    struct slice url = cell_read(&cell, column, slice_of(base_url), place, &bad);
    if (bad || !mend_base_url(&instance->arena, &url)) {
        status = problem_set(p, STATUS_BAD_SETTING, slice_of("base_url"), slice_of(base_url), NULL);
    } else {
        instance->cells[model_index(&instance_resource, column)] = url;
        status = instance_set_members(instance, p);
    }
    report_free(own);
    return status;
}
