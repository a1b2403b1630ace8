/* Compares an instance with the template that is compiled in. Names no place: the template does. */
#include "placeholder.h"

#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/template_files.h"

#include <jansson.h>

enum { WORDS = 5, REMARKS = 4 };

static struct slice template_text(const json_t *template, const char *key)
{
    const json_t *value = json_object_get(template, key);
    return (struct slice){json_string_value(value), json_string_length(value)};
}

/* The text up to what stands in brackets behind it. */
static struct slice without_remark(struct slice text)
{
    static const char *const brackets[] = {"（", " ("};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        const char *at =
            text.len ? memmem(text.at, text.len, brackets[i], strlen(brackets[i])) : NULL;
        if (at)
            text.len = (size_t)(at - text.at);
    }
    return text;
}

/* What stands in brackets at the end, with them. */
static struct slice remark_of(struct slice text)
{
    size_t len = without_remark(text).len;
    while (len < text.len && text.at[len] == ' ')
        len++;
    return slice_from(text, len);
}

/* The template asks for a text of one's own in the last sentence. */
static struct slice last_sentence(struct slice text)
{
    static const char *const stops[] = {"。", ". "};
    size_t from = 0;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        size_t len = strlen(stops[i]);
        for (size_t at = 0; at + len < text.len; at++)
            if (memcmp(text.at + at, stops[i], len) == 0)
                from = at + len > from ? at + len : from;
    }
    return slice_from(text, from);
}

static struct slice word_in(struct slice cell, const struct slice *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (words[i].len > 0 && memmem(cell.at, cell.len, words[i].at, words[i].len))
            return words[i];
    return SLICE_NONE;
}

/* Signs that stand for a name still to be written. */
static struct slice mark_in(struct slice cell)
{
    static const char *const marks[] = {"○○", "〇〇", "◯◯", "●●", "△△", "□□", "××", "＊＊", "***"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (memmem(cell.at, cell.len, marks[i], strlen(marks[i])))
            return slice_of(marks[i]);
    return SLICE_NONE;
}

static struct slice host_of(struct slice url)
{
    const char *slashes = url.len ? memmem(url.at, url.len, "//", 2) : NULL;
    if (!slashes)
        return SLICE_NONE;
    size_t from = (size_t)(slashes - url.at) + 2;
    return slice_from(url, from);
}

/* What another instance may rightly have as the template has it. */
static bool is_free(const struct column *column)
{
    return column->type == TYPE_ENUM || column->type == TYPE_INT ||
           strncmp(column->name, "licence", 7) == 0 || strncmp(column->name, "keywords", 8) == 0;
}

/* What is served on this machine only goes to nobody: a code of nobody will do. */
static bool is_local(const struct instance *instance)
{
    static const char *const hosts[] = {"127.", "localhost", "[::1]"};
    struct slice host = host_of(instance_cell(instance, "base_url"));
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (slice_starts(host, hosts[i]))
            return true;
    return false;
}

static bool has_own_publisher(const struct instance *instance, const json_t *template)
{
    static const char *const keys[] = {"publisher_name_ja", "publisher_name_en", "publisher_code"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct slice cell = instance_cell(instance, keys[i]);
        if (cell.len > 0 && !slice_equal(cell, template_text(template, keys[i])))
            return true;
    }
    return false;
}

static json_t *placeholder_template(void)
{
    struct slice text = template_file("template", layout_instance);
    return json_loadb(text.at, text.len, 0, NULL);
}

bool placeholder_find(const struct instance *instance,
                      void (*left)(void *context, const char *key, struct slice word, bool sure),
                      void *context)
{
    json_t *template = placeholder_template();
    const struct slice words[WORDS] = {without_remark(template_text(template, "publisher_name_ja")),
                                       without_remark(template_text(template, "publisher_name_en")),
                                       host_of(template_text(template, "base_url")),
                                       last_sentence(template_text(template, "description_ja")),
                                       last_sentence(template_text(template, "description_en"))};
    const struct slice remarks[REMARKS] = {remark_of(template_text(template, "publisher_name_ja")),
                                           remark_of(template_text(template, "publisher_name_en")),
                                           remark_of(template_text(template, "title_ja")),
                                           remark_of(template_text(template, "title_en"))};
    bool local = is_local(instance);
    for (size_t i = 0; template && instance_resource.columns[i].name; i++) {
        const struct column *column = &instance_resource.columns[i];
        struct slice cell = instance->cells[i], found = {NULL, 0};
        if (!column_is_written(column) || cell.len == 0 || is_free(column) ||
            (local && column->type == TYPE_MUNICIPALITY_CODE))
            continue;
        if (slice_equal(cell, template_text(template, column->name)))
            found = cell;
        else
            found = word_in(cell, words, WORDS);
        bool sure = found.len > 0;
        if (!sure)
            found = word_in(cell, remarks, REMARKS);
        if (found.len == 0)
            found = mark_in(cell);
        if (found.len > 0)
            left(context, column->name, found, sure);
    }
    bool own = template && has_own_publisher(instance, template);
    json_decref(template);
    return own;
}
