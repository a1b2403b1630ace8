/* See search_fields.h. */
#include "search_fields.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/ckan/question.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/model/instance.h"

#include <ctype.h>

enum { WORDS_BYTES = 1 << 20 };

struct values {
    const struct ckan_question *question;
    const struct dataset *set;
    search_value *found;
    void *context;
};

/* --- whole values --- */

static void values_text(const struct values *values, const char *text)
{
    if (text && *text)
        values->found(values->context, slice_of(text));
}

static void values_tags(const struct values *values)
{
    struct keywords keywords = {.language = 0};
    struct slice keyword;
    while (ckan_keyword(values->question->instance, &keywords, &keyword))
        values->found(values->context, keyword);
}

static void values_format(void *context, const struct distribution *one)
{
    const struct values *values = context;
    char text[24];
    values->found(values->context, ckan_format(one, text));
}

static void values_resource(void *context, const struct distribution *one)
{
    const struct values *values = context;
    values->found(values->context, one->name);
}

static void values_distributions(const struct values *values,
                                 void (*found)(void *context, const struct distribution *one))
{
    const struct dataset *set = values->set;
    catalogue_distributions(values->question->catalogue,
                            set->table ? set->table->state->resource : NULL, found,
                            (void *)(uintptr_t)values);
}

static void values_name(const struct values *values)
{
    values_text(values, values->set->name);
}

static void values_publisher(const struct values *values)
{
    values_text(values, ckan_publisher(values->question));
}

static void values_licence(const struct values *values)
{
    values_text(values, values->question->instance->licence_url);
}

static void values_formats(const struct values *values)
{
    values_distributions(values, values_format);
}

static void values_resources(const struct values *values)
{
    values_distributions(values, values_resource);
}

static void values_none(const struct values *values)
{
    (void)values;
}

static void values_dataset(const struct values *values)
{
    values_text(values, "dataset");
}

static void values_active(const struct values *values)
{
    values_text(values, "active");
}

static void values_public(const struct values *values)
{
    values_text(values, "public");
}

static void values_package(const struct values *values)
{
    values_text(values, "package");
}

static const struct {
    const char *name;
    void (*values)(const struct values *values);
} fields[] = {
    {"id", values_name},
    {"name", values_name},
    {"organization", values_publisher},
    {"owner_org", values_publisher},
    {"groups", values_none},
    {"tags", values_tags},
    {"license_id", values_licence},
    {"res_format", values_formats},
    {"res_name", values_resources},
    {"type", values_dataset},
    {"dataset_type", values_dataset},
    {"state", values_active},
    {"capacity", values_public},
    {"entity_type", values_package},
};

bool search_values(const struct ckan_question *question, const struct dataset *set,
                   struct slice field, search_value *found, void *context)
{
    struct values values = {question, set, found, context};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (slice_is(field, fields[i].name)) {
            fields[i].values(&values);
            return true;
        }
    return false;
}

struct slice search_display(const struct ckan_question *question, struct slice field,
                            struct slice value)
{
    const struct instance *instance = question->instance;
    if (slice_is(field, "organization") || slice_is(field, "owner_org"))
        return slice_of(instance->publisher_name[instance->language]);
    return slice_is(field, "license_id") ? ckan_licence_name(instance) : value;
}

/* --- words --- */

/* As they are compared: width and case do not matter. */
static struct slice search_folded(struct slice text, struct arena *arena)
{
    struct slice folded = text_nfkc(arena, text);
    char *bytes = folded.at ? arena_alloc(arena, folded.len + 1) : NULL;
    for (size_t i = 0; bytes && i < folded.len; i++)
        bytes[i] = (char)((unsigned char)folded.at[i] < 0x80 ? tolower((unsigned char)folded.at[i])
                                                             : folded.at[i]);
    return (struct slice){bytes, bytes ? folded.len : 0};
}

static void words_add(void *context, struct slice value)
{
    out_slice(context, value);
    out_char(context, '\n');
}

static void words_titles(const struct ckan_question *question, const struct dataset *set,
                         struct out *out)
{
    char title[DATASET_TITLE_SIZE];
    for (int i = 0; i < 2; i++) {
        dataset_title(set, question->instance, (enum language)i, title);
        words_add(out, slice_of(title));
    }
}

static void words_notes(const struct dataset *set, struct out *out)
{
    words_add(out, slice_of(set->doc_ja));
    words_add(out, slice_of(set->doc));
}

struct slice search_text(const struct ckan_question *question, const struct dataset *set)
{
    static const char *const names[] = {"name", "organization", "tags", "res_format", "res_name"};
    struct out out;
    out_open_memory(&out, WORDS_BYTES);
    words_titles(question, set, &out);
    words_notes(set, &out);
    words_add(&out, slice_of(question->instance->publisher_name[question->instance->language]));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        search_values(question, set, slice_of(names[i]), words_add, &out);
    struct slice text = out_keep(&out, question->arena);
    return text.at ? search_folded(text, question->arena) : text;
}

/* --- terms --- */

struct wanted {
    const struct search_term *term;
    bool found;
};

static void wanted_compare(void *context, struct slice value)
{
    struct wanted *wanted = context;
    struct slice asked = wanted->term->value;
    bool prefix = wanted->term->prefix && value.len >= asked.len;
    struct slice part = {value.at, prefix ? asked.len : value.len};
    wanted->found = wanted->found || slice_equal(part, asked);
}

static bool holds_words(const struct searched *searched, struct slice text, struct slice words)
{
    struct slice asked = search_folded(words, searched->question->arena);
    return asked.len == 0 || memmem(text.at, text.len, asked.at, asked.len);
}

static bool holds_part(const struct searched *searched, struct slice field, struct slice words)
{
    struct out out;
    out_open_memory(&out, WORDS_BYTES);
    if (slice_starts(field, "title"))
        words_titles(searched->question, searched->set, &out);
    else if (slice_starts(field, "notes"))
        words_notes(searched->set, &out);
    else
        out_text(
            &out,
            searched->question->instance->publisher_name[searched->question->instance->language]);
    struct slice text = out_keep(&out, searched->question->arena);
    if (text.at)
        text = search_folded(text, searched->question->arena);
    return text.at && holds_words(searched, text, words);
}

/* Days and moments are compared as they are written; a star, and NOW, is any. */
static bool holds_moment(time_t when, const struct search_term *term)
{
    char text[CKAN_TIME_SIZE];
    ckan_time(when, text);
    struct slice moment = slice_of(text), from = term->value, to = term->until;
    bool open = slice_is(from, "*") || from.len == 0;
    bool endless = !term->range || slice_is(to, "*") || slice_starts(to, "NOW");
    if (!term->range)
        return (from.len == 0 && term->prefix) ||
               (from.len <= moment.len && memcmp(moment.at, from.at, from.len) == 0);
    if (!open && slice_compare(moment, from) < 0)
        return false;
    struct slice part = {moment.at, to.len < moment.len ? to.len : moment.len};
    return endless || slice_compare(part, to) <= 0;
}

bool search_dataset_holds(void *context, const struct search_term *term)
{
    static const char *const parts[] = {"title", "title_string", "notes", "author", "maintainer"};
    struct searched *searched = context;
    struct wanted wanted = {.term = term};
    struct slice field = term->field;
    if (field.len == 0 || slice_is(field, "text"))
        return holds_words(searched, searched->text, term->value);
    if (slice_is(field, "*"))
        return term->prefix && term->value.len == 0;
    if (slice_is(field, "metadata_modified"))
        return holds_moment(searched->set->modified, term);
    if (slice_is(field, "metadata_created"))
        return holds_moment(searched->set->issued, term);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (slice_is(field, parts[i]))
            return holds_part(searched, field, term->value);
    return search_values(searched->question, searched->set, field, wanted_compare, &wanted) &&
           wanted.found;
}
