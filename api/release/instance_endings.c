/* See instance_endings.h. Cells go through the rules of cell.c, like those of every other key. */
#include "instance_endings.h"

#include "hiraku/base/text.h"
#include "hiraku/model/cell.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"

#include "instance_value.h"

#include <stdio.h>

#define KEY "endings"

/* One of the list while it is read. */
struct ending_reading {
    const struct endings_input *input;
    size_t number; /* from 0 */
    struct ending *ending;
    bool bad;
};

/* --- places ----------------------------------------------------------------------------------- */

/* Behind the string that begins at `at`. */
static const char *ending_skip_string(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++)
        at += *at == '\\' && at + 1 < end;
    return at < end ? at + 1 : end;
}

/* The `number`th object behind `at`, or the end. */
static const char *ending_object(const char *at, const char *end, size_t number)
{
    while (at < end) {
        if (*at == '"') {
            at = ending_skip_string(at, end);
            continue;
        }
        if (*at == '{' && number-- == 0)
            return at;
        at++;
    }
    return end;
}

/* Of a key of an ending, or of its object where it has none. */
static struct place ending_place(const struct ending_reading *reading, const char *key)
{
    struct slice text = reading->input->text;
    char quoted[80];
    const char *end = text.at + text.len;
    const char *list = text.len ? memmem(text.at, text.len, "\"" KEY "\"", sizeof KEY + 1) : NULL;
    if (!list)
        return (struct place){layout_instance, 0, KEY};
    const char *object = ending_object(list + sizeof KEY + 1, end, reading->number);
    const char *next = ending_object(list + sizeof KEY + 1, end, reading->number + 1);
    snprintf(quoted, sizeof quoted, "\"%s\"", key);
    const char *at = memmem(object, (size_t)(next - object), quoted, strlen(quoted));
    struct place place = {layout_instance, 1, at ? key : KEY};
    for (const char *c = text.at; c < (at ? at : object); c++)
        place.line += *c == '\n';
    return place;
}

static void ending_refuse(struct ending_reading *reading, enum rule rule, const char *key,
                          struct slice value, struct slice mended, const char *expected)
{
    report_at(reading->input->report, rule, ending_place(reading, key), value, mended,
              slice_of(expected));
    reading->bad = true;
}

/* --- one ending ------------------------------------------------------------------------------- */

static struct slice ending_nearest_key(struct slice name)
{
    struct slice names[ENDING_CELLS];
    for (size_t i = 0; i < ENDING_CELLS; i++)
        names[i] = slice_of(ending_columns[i].name);
    return text_nearest(name, names, ENDING_CELLS);
}

static void ending_read_cell(struct ending_reading *reading, size_t cell, const json_t *value)
{
    const struct column *column = &ending_columns[cell];
    struct instance *instance = reading->input->instance;
    struct cell_reader reader = {reading->input->report, &instance->arena, false, NULL};
    struct place place = ending_place(reading, column->name);
    if (json_is_null(value))
        return;
    if (!json_is_string(value)) {
        ending_refuse(reading, RULE_JSON_TYPE, column->name,
                      instance_value_shown(&instance->arena, value),
                      instance_value_meant(&instance->arena, column, value),
                      instance_value_meant(&instance->arena, column, value).at);
        return;
    }
    struct slice raw = {json_string_value(value), json_string_length(value)};
    if (raw.len == 0)
        return;
    raw = cell_read(&reader, column, raw, place, &reading->bad);
    reading->ending->cells[cell] = arena_copy(&instance->arena, raw);
    if (cell == ENDING_KPI)
        reading->ending->line = place.line;
}

static bool ending_is_address(struct slice text)
{
    return (text.len > 0 && *text.at == '/') || slice_starts(text, "https://") ||
           slice_starts(text, "http://");
}

/* What its cells must be together. */
static void ending_check(struct ending_reading *reading)
{
    const struct slice *cells = reading->ending->cells;
    size_t subjects = 0;
    for (size_t i = ENDING_PATH; i <= ENDING_KPI; i++) {
        subjects += cells[i].len > 0;
        if (cells[i].len > 0 && subjects > 1)
            ending_refuse(reading, RULE_BAD_KEY_VALUE, ending_columns[i].name, cells[i], SLICE_NONE,
                          "path | table | kpi");
    }
    if (reading->bad)
        return;
    if (subjects == 0)
        ending_refuse(reading, RULE_MISSING_KEY, "", SLICE_NONE, SLICE_NONE, "path | table | kpi");
    if (cells[ENDING_DATE].len == 0)
        ending_refuse(reading, RULE_MISSING_KEY, "date", SLICE_NONE, SLICE_NONE, "date");
    struct slice path = cells[ENDING_PATH], table = cells[ENDING_TABLE];
    if (path.len > 0 && (*path.at != '/' || memchr(path.at, '?', path.len)))
        ending_refuse(reading, RULE_BAD_KEY_VALUE, "path", path, SLICE_NONE, "/v1/compare");
    if (table.len > 0 && !model_resource(table))
        ending_refuse(reading, RULE_BAD_KEY_VALUE, "table", table, model_nearest_resource(table),
                      model_resources[0]->name);
    if (cells[ENDING_SUCCESSOR].len > 0 && !ending_is_address(cells[ENDING_SUCCESSOR]))
        ending_refuse(reading, RULE_BAD_KEY_VALUE, "successor", cells[ENDING_SUCCESSOR], SLICE_NONE,
                      "/v1/… , https://…");
}

static void ending_read(struct ending_reading *reading, const json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        size_t cell = 0;
        while (cell < ENDING_CELLS && strcmp(ending_columns[cell].name, key) != 0)
            cell++;
        if (cell < ENDING_CELLS)
            ending_read_cell(reading, cell, value);
        else
            ending_refuse(reading, RULE_UNKNOWN_KEY, key, slice_of(key),
                          ending_nearest_key(slice_of(key)), NULL);
    }
    ending_check(reading);
}

/* --- the list --------------------------------------------------------------------------------- */

void instance_endings_read(const struct endings_input *input, const json_t *value)
{
    struct instance *instance = input->instance;
    struct ending_reading reading = {.input = input};
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count > ENDINGS_MAX) {
        ending_refuse(&reading, RULE_BAD_KEY_VALUE, KEY,
                      instance_value_shown(&instance->arena, value), SLICE_NONE,
                      "[{\"kpi\": …, \"date\": …}, …]");
        return;
    }
    instance->endings = arena_alloc(&instance->arena, (count + 1) * sizeof *instance->endings);
    for (size_t i = 0; i < count && instance->endings; i++) {
        const json_t *object = json_array_get(value, i);
        reading = (struct ending_reading){
            .input = input, .number = i, .ending = &instance->endings[instance->ending_count]};
        *reading.ending = (struct ending){.cells = {SLICE_NONE}};
        if (json_is_object(object))
            ending_read(&reading, object);
        else
            ending_refuse(&reading, RULE_BAD_KEY_VALUE, KEY,
                          instance_value_shown(&instance->arena, object), SLICE_NONE,
                          "{\"kpi\": …, \"date\": …}");
        instance->ending_count += !reading.bad;
    }
}
