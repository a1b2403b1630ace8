/* A layout out of JSON: title, sheet, head, columns, foot; nothing else, and no field that there is
 * not. */
#include "hiraku/form/form.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/base/in.h"
#include "hiraku/base/json_memory.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/release/template_files.h"

#include "form_parts.h"

#include <jansson.h>
#include <stdio.h>

enum { FORM_ARENA = 1 << 20, FORM_NAME_MAX = 100 };

static const char form_folder[] = "forms";

struct form_reader {
    struct form *form;
    const char *name;
    struct problem *p;
};

/* --- what is wrong ---------------------------------------------------------------------------- */

static enum status reader_bad(const struct form_reader *reader, const char *where, const char *what)
{
    return problem_set(reader->p, STATUS_FORM_BAD, slice_of(reader->name), slice_of(where), what);
}

/* Keys that the object may have; ends with NULL. */
static enum status reader_keys(const struct form_reader *reader, json_t *object, const char *where,
                               const char *const *keys)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        bool known = false;
        for (size_t i = 0; keys[i]; i++)
            known = known || strcmp(keys[i], key) == 0;
        if (known)
            continue;
        reader_bad(reader, where, key);
        for (size_t i = 0; keys[i]; i++)
            problem_allow(reader->p, slice_of(keys[i]));
        return STATUS_FORM_BAD;
    }
    return STATUS_OK;
}

/* --- texts ------------------------------------------------------------------------------------ */

static enum status reader_text(const struct form_reader *reader, json_t *value, const char *where,
                               struct slice *text)
{
    struct slice given = {json_string_value(value), json_string_length(value)};
    if (!json_is_string(value) || given.len > FORM_TEXT_MAX ||
        (given.len > 0 && text_check(given, NULL) != TEXT_GOOD) ||
        memchr(given.at, '\n', given.len))
        return reader_bad(reader, where, "text");
    *text = arena_copy(&reader->form->arena, given);
    return text->at ? STATUS_OK : problem_memory(reader->p);
}

/* {"ja": …, "en": …}; English may be left out, and is the Japanese then. */
static enum status reader_words(const struct form_reader *reader, json_t *value, const char *where,
                                struct slice text[2])
{
    static const char *const keys[] = {"ja", "en", NULL};
    json_t *english = json_object_get(value, "en");
    if (!json_is_object(value) || !json_object_get(value, "ja"))
        return reader_bad(reader, where, "ja");
    enum status status = reader_keys(reader, value, where, keys);
    if (status == STATUS_OK)
        status = reader_text(reader, json_object_get(value, "ja"), where, &text[LANGUAGE_JA]);
    text[LANGUAGE_EN] = text[LANGUAGE_JA];
    return status == STATUS_OK && english ? reader_text(reader, english, where, &text[LANGUAGE_EN])
                                          : status;
}

/* --- items ------------------------------------------------------------------------------------ */

static enum status reader_item(const struct form_reader *reader, json_t *value, const char *where,
                               bool of_kpi, struct form_item *item)
{
    static const char *const keys[] = {"title", "value", "width", NULL};
    json_t *field = json_object_get(value, "value"), *width = json_object_get(value, "width");
    if (!json_is_object(value))
        return reader_bad(reader, where, "{}");
    enum status status = reader_keys(reader, value, where, keys);
    if (status == STATUS_OK)
        status = reader_words(reader, json_object_get(value, "title"), where, item->title);
    if (status == STATUS_OK && field)
        status = reader_text(reader, field, where, &item->value);
    if (status != STATUS_OK)
        return status;
    if (width && (!json_is_integer(width) || json_integer_value(width) < 1 ||
                  json_integer_value(width) > FORM_WIDTH_MAX))
        return reader_bad(reader, where, "width");
    item->width = width ? (int)json_integer_value(width) : 0;
    if (of_kpi && item->value.len == 0)
        return reader_bad(reader, where, "value");
    if (item->value.len > 0 && !form_field_is_known(item->value, of_kpi, reader->p))
        return STATUS_FORM_FIELD;
    return STATUS_OK;
}

static enum status reader_items(const struct form_reader *reader, json_t *list, const char *name,
                                struct form_items *items)
{
    char where[FORM_NAME_MAX];
    enum status status = STATUS_OK;
    if (!list)
        return STATUS_OK;
    if (!json_is_array(list) || json_array_size(list) > FORM_ITEMS_MAX)
        return reader_bad(reader, name, "[]");
    for (size_t i = 0; i < json_array_size(list) && status == STATUS_OK; i++) {
        snprintf(where, sizeof where, "%s[%zu]", name, i + 1);
        status = reader_item(reader, json_array_get(list, i), where,
                             items == &reader->form->columns, &items->items[items->count++]);
    }
    return status;
}

static enum status reader_form(const struct form_reader *reader, json_t *root)
{
    static const char *const keys[] = {"title", "sheet", "head", "columns", "foot", NULL};
    struct form *form = reader->form;
    if (!json_is_object(root))
        return reader_bad(reader, "", "{}");
    enum status status = reader_keys(reader, root, "", keys);
    if (status == STATUS_OK)
        status = reader_words(reader, json_object_get(root, "title"), "title", form->title);
    if (status == STATUS_OK)
        status = reader_words(reader, json_object_get(root, "sheet"), "sheet", form->sheet);
    if (status == STATUS_OK)
        status = reader_items(reader, json_object_get(root, "head"), "head", &form->head);
    if (status == STATUS_OK)
        status = reader_items(reader, json_object_get(root, "columns"), "columns", &form->columns);
    if (status == STATUS_OK)
        status = reader_items(reader, json_object_get(root, "foot"), "foot", &form->foot);
    if (status == STATUS_OK && form->columns.count == 0)
        status = reader_bad(reader, "columns", "[]");
    return status;
}

enum status form_parse(struct form *form, const char *name, struct slice text, struct problem *p)
{
    struct problem own = {.status = STATUS_OK};
    const struct form_reader reader = {form, name, p ? p : &own};
    json_error_t error;
    *form = (struct form){.title = {{0}}};
    arena_init(&form->arena, FORM_ARENA);
    json_memory_begin();
    json_t *root = json_loadb(text.at ? text.at : "", text.len, JSON_REJECT_DUPLICATES, &error);
    enum status status = STATUS_OK;
    char line[24];
    snprintf(line, sizeof line, "%d", root ? 0 : error.line);
    if (json_memory_failed())
        status = problem_memory(p);
    else if (!root)
        status = problem_set(reader.p, STATUS_FORM_BAD, slice_of(name), slice_of(line), error.text);
    else
        status = reader_form(&reader, root);
    json_decref(root);
    return status;
}

void form_free(struct form *form)
{
    arena_free(&form->arena);
}

/* --- by name ---------------------------------------------------------------------------------- */

static enum status form_read_file(struct form *form, const char *path, struct problem *p)
{
    struct out text;
    char folder[FILE_PATH_SIZE];
    const char *slash = strrchr(path, '/');
    int len = slash == path ? snprintf(folder, sizeof folder, "/")
              : slash       ? snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path)
                            : snprintf(folder, sizeof folder, ".");
    *form = (struct form){.title = {{0}}};
    if (len < 0 || (size_t)len >= sizeof folder)
        return problem_set(p, STATUS_FORM_UNKNOWN, slice_of(path), SLICE_NONE, NULL);
    enum status status = in_whole(&text, folder, slash ? slash + 1 : path, FORM_BYTES_MAX, p);
    if (status == STATUS_TOO_LARGE)
        status = problem_set(p, STATUS_FORM_BAD, slice_of(path), slice_of("-"), "256 KiB");
    else if (status == STATUS_OK)
        status = form_parse(form, path, out_written(&text), p);
    out_close(&text);
    return status;
}

static enum status form_unknown(const char *name, struct problem *p)
{
    problem_set(p, STATUS_FORM_UNKNOWN, slice_of(name), SLICE_NONE, NULL);
    size_t len = strlen(form_folder);
    for (const struct template_file *file = template_files; file->path; file++) {
        const char *end = strstr(file->path, ".json");
        if (strncmp(file->path, form_folder, len) == 0 && file->path[len] == '/' && end)
            problem_allow(
                p, (struct slice){file->path + len + 1, (size_t)(end - file->path) - len - 1});
    }
    return STATUS_FORM_UNKNOWN;
}

enum status form_read(struct form *form, const char *name, struct problem *p)
{
    static const char ending[] = ".json";
    char own[FORM_NAME_MAX];
    size_t len = strlen(name), end = sizeof ending - 1;
    *form = (struct form){.title = {{0}}};
    if (strchr(name, '/') || (len > end && strcmp(name + len - end, ending) == 0))
        return form_read_file(form, name, p);
    if (snprintf(own, sizeof own, "%s%s", name, ending) >= (int)sizeof own)
        return form_unknown(name, p);
    struct slice text = template_file(form_folder, own);
    return text.len > 0 ? form_parse(form, name, text, p) : form_unknown(name, p);
}
