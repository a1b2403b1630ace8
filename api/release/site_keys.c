/* site.json: colours and links. Of what is wrong nothing is taken. */
#include "hiraku/release/site.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/base/text.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/release/own_page.h"

#include "json_fault.h"
#include "json_line.h"

#include <jansson.h>
#include <stdio.h>

#define COLOURS_KEY "colours"
#define LINKS_KEY   "footer_links"

enum { KEYS_NAME_MAX = 40, KEYS_CONTRAST_SIZE = 120 };
/* As of json_line_of, at most three names. */
struct keys_path {
    char text[3 * (KEYS_NAME_MAX + 1)];
};

/* The keys of a link. */
enum { LINK_JA, LINK_EN, LINK_URL, LINK_KEYS };
static const char *const keys_of_link[LINK_KEYS] = {"label_ja", "label_en", "url"};

struct keys_reader {
    struct site *site;
    struct report *report; /* NULL: nothing is told */
    struct slice text;
    const char *place;
};

/* --- findings --------------------------------------------------------------------------------- */

/* A name in what `outer` (NULL: nothing) names; one that is too long to be any is left out. */
static struct keys_path keys_inner(const struct keys_path *outer, const char *name)
{
    struct keys_path path = {""};
    size_t before = outer ? strlen(outer->text) : 0, len = strlen(name);
    if (before)
        memcpy(path.text, outer->text, before + 1);
    if (len > KEYS_NAME_MAX || before + len + 2 > sizeof path.text)
        return path;
    if (before)
        path.text[before++] = '.';
    memcpy(path.text + before, name, len + 1);
    return path;
}

static void keys_refuse(const struct keys_reader *reader, enum rule rule,
                        const struct keys_path *path, struct slice value, struct slice mended,
                        const char *expected)
{
    if (!reader->report)
        return;
    const struct place place = {reader->place, json_line_of(reader->text, path->text), path->text};
    report_at(reader->report, rule, place, value, mended, slice_of(expected));
}

static void keys_refuse_key(const struct keys_reader *reader, const struct keys_path *path,
                            const char *key, const char *const *known, size_t count)
{
    struct slice names[SITE_COLOURS];
    for (size_t i = 0; i < count; i++)
        names[i] = slice_of(known[i]);
    keys_refuse(reader, RULE_UNKNOWN_KEY, path, slice_of(key),
                text_nearest(slice_of(key), names, count), NULL);
}

/* Where a key stands that is one of a list; `count` where it is none of them. */
static size_t keys_find(const char *key, const char *const *known, size_t count)
{
    size_t i = 0;
    while (i < count && strcmp(known[i], key) != 0)
        i++;
    return i;
}

static struct slice keys_text(const json_t *value)
{
    return json_is_string(value)
               ? (struct slice){json_string_value(value), json_string_length(value)}
               : SLICE_NONE;
}

/* --- colours ---------------------------------------------------------------------------------- */

static void keys_read_scheme(const struct keys_reader *reader, enum site_scheme scheme,
                             const struct keys_path *outer, json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        struct colour colour;
        const struct keys_path path = keys_inner(outer, key);
        size_t which = keys_find(key, site_colour_names, SITE_COLOURS);
        if (which == SITE_COLOURS)
            keys_refuse_key(reader, &path, key, site_colour_names, SITE_COLOURS);
        else if (!colour_read(keys_text(value), &colour))
            keys_refuse(reader, RULE_SITE_COLOUR, &path, keys_text(value), SLICE_NONE, "#rrggbb");
        else
            site_palette_give(&reader->site->palette, scheme, (enum site_colour)which, colour);
    }
}

static void keys_read_colours(const struct keys_reader *reader, const struct keys_path *outer,
                              json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        const struct keys_path path = keys_inner(outer, key);
        size_t scheme = keys_find(key, site_scheme_names, SITE_SCHEMES);
        if (scheme == SITE_SCHEMES)
            keys_refuse_key(reader, &path, key, site_scheme_names, SITE_SCHEMES);
        else if (!json_is_object(value))
            keys_refuse(reader, RULE_BAD_KEY_VALUE, &path, keys_text(value), SLICE_NONE,
                        "{\"accent\": \"#rrggbb\"}");
        else
            keys_read_scheme(reader, (enum site_scheme)scheme, &path, value);
    }
}

static void keys_tell_contrast(void *context, const struct site_contrast *contrast)
{
    const struct keys_reader *reader = context;
    char value[KEYS_CONTRAST_SIZE];
    char front[COLOUR_TEXT_SIZE], back[COLOUR_TEXT_SIZE], mended[COLOUR_TEXT_SIZE] = "";
    colour_write(contrast->colours[0], front);
    colour_write(contrast->colours[1], back);
    if (contrast->mends)
        colour_write(contrast->mended, mended);
    /* cut, not rounded: 4.499 is not 4.5 */
    int hundredths = (int)(contrast->found * 100);
    snprintf(value, sizeof value, "%s %s / %s %s = %d.%02d:1 < %g:1", contrast->front, front,
             contrast->back, back, hundredths / 100, hundredths % 100, contrast->needed);
    struct keys_path path = keys_inner(NULL, COLOURS_KEY);
    path = keys_inner(&path, site_scheme_names[contrast->scheme]);
    path = keys_inner(&path, site_colour_names[contrast->key]);
    keys_refuse(reader, RULE_SITE_CONTRAST, &path, slice_of(value), slice_of(mended), mended);
}

/* --- links ------------------------------------------------------------------------------------ */

/* One cell of a link, which is one line of text; false: it is none. */
static bool keys_read_cell(const struct keys_reader *reader, const json_t *value, size_t most,
                           struct slice *cell)
{
    struct slice text = keys_text(value);
    if (!text.len || text.len > most || text_check(text, NULL) != TEXT_GOOD ||
        memchr(text.at, '\n', text.len) || memchr(text.at, '\t', text.len))
        return false;
    *cell = arena_copy(&reader->site->arena, text);
    return true;
}

static bool keys_check_link(const struct keys_reader *reader, const struct site_link *link,
                            const struct keys_path *path)
{
    const struct keys_path inner = keys_inner(path, keys_of_link[LINK_URL]);
    if (!link->labels[LANGUAGE_JA].len && !link->labels[LANGUAGE_EN].len)
        keys_refuse(reader, RULE_MISSING_KEY, path, SLICE_NONE, SLICE_NONE, keys_of_link[LINK_JA]);
    else if (!link->url.len)
        keys_refuse(reader, RULE_MISSING_KEY, path, SLICE_NONE, SLICE_NONE, keys_of_link[LINK_URL]);
    else if (own_link_read(link->url).kind != OWN_LINK_OUTSIDE)
        keys_refuse(reader, RULE_SITE_LINK, &inner, link->url, SLICE_NONE, NULL);
    else
        return true;
    return false;
}

static void keys_read_link(const struct keys_reader *reader, const struct keys_path *outer,
                           json_t *object)
{
    struct site_link link = {.url = SLICE_NONE};
    struct slice *const cells[LINK_KEYS] = {&link.labels[LANGUAGE_JA], &link.labels[LANGUAGE_EN],
                                            &link.url};
    const char *key;
    json_t *value;
    bool bad = false;
    json_object_foreach(object, key, value)
    {
        const struct keys_path path = keys_inner(outer, key);
        size_t which = keys_find(key, keys_of_link, LINK_KEYS);
        if (which == LINK_KEYS)
            keys_refuse_key(reader, &path, key, keys_of_link, LINK_KEYS);
        else if (!keys_read_cell(reader, value, which == LINK_URL ? SITE_URL_MAX : SITE_LABEL_MAX,
                                 cells[which]))
            keys_refuse(reader, RULE_SITE_LABEL, &path, keys_text(value), SLICE_NONE, NULL);
        else
            continue;
        bad = true;
    }
    if (!bad && keys_check_link(reader, &link, outer))
        reader->site->links[reader->site->link_count++] = link;
}

static void keys_read_links(const struct keys_reader *reader, const struct keys_path *outer,
                            json_t *list)
{
    static const char expected[] = "[{\"label_ja\": …, \"label_en\": …, \"url\": \"https://…\"}]";
    char number[KEYS_NAME_MAX];
    size_t count = json_array_size(list);
    if (!json_is_array(list)) {
        keys_refuse(reader, RULE_BAD_KEY_VALUE, outer, keys_text(list), SLICE_NONE, expected);
        return;
    }
    if (count > SITE_LINKS_MAX) {
        snprintf(number, sizeof number, "%d", SITE_LINKS_MAX);
        keys_refuse(reader, RULE_SITE_LINKS, outer, SLICE_NONE, SLICE_NONE, number);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_array_get(list, i);
        snprintf(number, sizeof number, "%zu", i);
        const struct keys_path path = keys_inner(outer, number);
        if (json_is_object(object))
            keys_read_link(reader, &path, object);
        else
            keys_refuse(reader, RULE_BAD_KEY_VALUE, &path, keys_text(object), SLICE_NONE, expected);
    }
}

/* --- the file --------------------------------------------------------------------------------- */

static void keys_read_object(struct keys_reader *reader, json_t *object)
{
    static const char *const known[] = {COLOURS_KEY, LINKS_KEY};
    const size_t count = sizeof known / sizeof *known;
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        const struct keys_path path = keys_inner(NULL, key);
        size_t which = keys_find(key, known, count);
        if (which == count)
            keys_refuse_key(reader, &path, key, known, count);
        else if (which == 1)
            keys_read_links(reader, &path, value);
        else if (json_is_object(value))
            keys_read_colours(reader, &path, value);
        else
            keys_refuse(reader, RULE_BAD_KEY_VALUE, &path, keys_text(value), SLICE_NONE,
                        "{\"light\": {…}, \"dark\": {…}}");
    }
    if (reader->report)
        site_palette_check(&reader->site->palette, keys_tell_contrast, reader);
}

enum status site_read_keys(struct site *site, struct slice text, const char *place,
                           struct report *report, struct problem *p)
{
    struct keys_reader reader = {site, report, text, place};
    const struct keys_path whole = {""};
    json_error_t error;
    json_memory_begin();
    json_t *object = json_loadb(text.len ? text.at : "", text.len, JSON_REJECT_DUPLICATES, &error);
    bool no_memory = json_memory_failed();
    if (json_is_object(object) && !no_memory)
        keys_read_object(&reader, object);
    else if (report && !no_memory && (object || !text_trim(text).len))
        keys_refuse(&reader, RULE_JSON_NOT_OBJECT, &whole, slice_of("{ … }"), SLICE_NONE, NULL);
    else if (report && !no_memory)
        json_fault_report(report, place, text, error.line);
    json_decref(object);
    return no_memory || arena_overflowed(&site->arena) ? problem_memory(p) : STATUS_OK;
}
