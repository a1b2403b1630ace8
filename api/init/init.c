/* Takes the answers: each becomes fields, or is refused with what would be right. */
#include "hiraku/init/init.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/model/cell.h"
#include "hiraku/model/cell_finding.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/email.h"
#include "hiraku/release/template_files.h"
#include "hiraku/value/digits.h"

#include "places.h"

#include <jansson.h>
#include <time.h>

enum { INIT_MEMORY = 16 << 20, DAY_SIZE = 11, MISSING_MOST = 4096 };

/* --- texts ------------------------------------------------------------------------------------ */

static enum status init_refuse(enum init_answer which, struct slice text, const char *example,
                               struct problem *p)
{
    return problem_set(p, example ? STATUS_INIT_ANSWER : STATUS_INIT_TEXT,
                       slice_of(init_option(which)), text, example);
}

/* The text as its column has it; refused as it is there. */
static enum status init_cell(struct init *init, const struct resource *resource, const char *name,
                             struct slice *text, bool *bad, struct problem *p)
{
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    struct cell_reader reader = {report, &init->arena, false, NULL};
    const struct column *column = model_column(resource, slice_of(name));
    struct slice cell = cell_read(&reader, column, *text, (struct place){"", 0, ""}, bad);
    *bad = *bad || cell.len == 0;
    *text = arena_copy(&init->arena, cell);
    bool failed = report_status(report) != STATUS_OK || arena_overflowed(&init->arena);
    report_free(report);
    return failed ? problem_memory(p) : STATUS_OK;
}

/* --- who -------------------------------------------------------------------------------------- */

/* The prefecture that a code lies in, by its first two digits. */
static struct slice init_prefecture(struct slice code)
{
    struct place_row row;
    char codes[MUNICIPALITY_CODES_MEANT][7];
    size_t count = digits_municipality_meant((struct slice){code.at, 2}, codes);
    return count == 1 && places_by_code(slice_of(codes[0]), &row) ? row.code : SLICE_NONE;
}

static enum status init_take_place(struct init *init, struct slice text, struct problem *p)
{
    struct place_row row = {.code = SLICE_NONE};
    enum status status = places_find(&init->arena, text, &row, p);
    if (status != STATUS_OK)
        return status;
    bool is_new = row.name_ja.len == 0;
    init->fields[FIELD_CODE] = row.code;
    init->fields[FIELD_NAME_JA] = row.name_ja;
    init->fields[FIELD_NAME_EN] = row.name_en;
    init->fields[FIELD_NAME_KANA] = row.name_kana;
    init->fields[FIELD_NEW_CODE] = is_new ? row.code : SLICE_NONE;
    init->fields[FIELD_NEW_PREFECTURE] = is_new ? init_prefecture(row.code) : SLICE_NONE;
    return STATUS_OK;
}

/* The kind whose Japanese title ends the name. */
static struct slice init_kind(struct slice name)
{
    const struct column *column =
        model_column(model_resource(slice_of("municipalities")), slice_of("kind"));
    for (const struct code *code = column->codes; code->value; code++) {
        size_t len = strlen(code->title_ja);
        if (name.len > len && memcmp(name.at + name.len - len, code->title_ja, len) == 0)
            return slice_of(code->value);
    }
    return SLICE_NONE;
}

/* --- where and how ---------------------------------------------------------------------------- */

static enum status init_take_base(struct init *init, struct slice text, struct problem *p)
{
    struct instance scratch = {.base_url = NULL};
    struct problem refused = {.status = STATUS_OK};
    struct slice kept = arena_copy(&init->arena, text);
    if (!kept.at)
        return problem_memory(p);
    arena_init(&scratch.arena, INIT_MEMORY);
    enum status status = instance_rebase(&scratch, kept.at, &refused);
    struct slice url = status == STATUS_OK ? instance_cell(&scratch, "base_url") : SLICE_NONE;
    if (url.len > 0)
        init->fields[FIELD_BASE_URL] = arena_copy(&init->arena, url);
    instance_free(&scratch);
    if (status == STATUS_NO_MEMORY || arena_overflowed(&init->arena))
        return problem_memory(p);
    return url.len > 0 ? STATUS_OK
                       : init_refuse(INIT_BASE_URL, text, "https://opendata.example.jp", p);
}

static enum status init_take_contact(struct init *init, struct slice text, struct problem *p)
{
    struct slice cell = text;
    bool mail = text.len > 0 && memchr(text.at, '@', text.len) && !slice_starts(text, "http");
    bool bad = false;
    enum status status =
        init_cell(init, &instance_resource, mail ? "contact_email" : "contact_url", &cell, &bad, p);
    if (status != STATUS_OK)
        return status;
    if (bad || (mail && !email_is(cell)))
        return init_refuse(INIT_CONTACT, text,
                           mail ? "opendata@example.jp" : "https://www.example.jp/contact/", p);
    init->fields[FIELD_CONTACT_EMAIL] = mail ? cell : SLICE_NONE;
    init->fields[FIELD_CONTACT_URL] = mail ? SLICE_NONE : cell;
    return STATUS_OK;
}

/* --- licence ---------------------------------------------------------------------------------- */

static struct slice init_member(struct init *init, const json_t *licence, const char *key)
{
    const json_t *value = json_object_get(licence, key);
    return arena_copy(&init->arena,
                      (struct slice){json_string_value(value), json_string_length(value)});
}

/* Of the list: the one with this name, as words are compared; the first where the text is empty. */
static const json_t *init_find_licence(struct init *init, const json_t *licences, struct slice text)
{
    struct slice word = text_word(&init->arena, text);
    for (size_t i = 0; i < json_array_size(licences); i++) {
        const json_t *licence = json_array_get(licences, i);
        struct slice name = init_member(init, licence, "name");
        if (text.len == 0 || slice_equal(word, text_word(&init->arena, name)))
            return licence;
    }
    return NULL;
}

static enum status init_take_licence(struct init *init, struct slice text, struct problem *p)
{
    struct slice list = template_file("init", "licences.json");
    json_memory_begin();
    json_t *licences = json_loadb(list.at, list.len, 0, NULL);
    bool failed = !licences || json_memory_failed();
    const json_t *found = failed ? NULL : init_find_licence(init, licences, text);
    enum status status = STATUS_OK;
    if (found) {
        init->fields[FIELD_LICENCE] = init_member(init, found, "name");
        init->fields[FIELD_LICENCE_URL] = init_member(init, found, "url");
        init->fields[FIELD_LICENCE_NAME_JA] = init_member(init, found, "name_ja");
        init->fields[FIELD_LICENCE_NAME_EN] = init_member(init, found, "name_en");
    } else {
        status = problem_set(p, STATUS_INIT_LICENCE, text, SLICE_NONE, NULL);
        for (size_t i = 0; i < json_array_size(licences); i++)
            problem_allow(p, init_member(init, json_array_get(licences, i), "name"));
    }
    json_decref(licences);
    return failed || arena_overflowed(&init->arena) ? problem_memory(p) : status;
}

/* --- the table of answers --------------------------------------------------------------------- */

/* An answer that is one cell: its column and its field; any other has a function. */
static const struct {
    const char *option;
    enum status (*take)(struct init *init, struct slice text, struct problem *p);
    const char *table;            /* NULL: instance.json */
    const char *column, *example; /* NULL: any text */
    enum init_field field;
} init_answers[INIT_ANSWERS] = {
    [INIT_MUNICIPALITY] = {"--municipality", .take = init_take_place, .field = FIELD_CODE},
    [INIT_NAME_JA] = {"--name-ja", NULL, "municipalities", "name_ja", NULL, FIELD_NAME_JA},
    [INIT_NAME_EN] = {"--name-en", NULL, "municipalities", "name_en", NULL, FIELD_NAME_EN},
    [INIT_NAME_KANA] = {"--name-kana", NULL, "municipalities", "name_kana", NULL, FIELD_NAME_KANA},
    [INIT_BASE_URL] = {"--base-url", .take = init_take_base, .field = FIELD_BASE_URL},
    [INIT_LICENCE] = {"--licence", .take = init_take_licence, .field = FIELD_LICENCE},
    [INIT_CONTACT] = {"--contact", .take = init_take_contact, .field = FIELD_CONTACT_URL},
    [INIT_CONTACT_NAME] = {"--contact-name", NULL, NULL, "contact_name_ja", NULL,
                           FIELD_CONTACT_NAME},
    [INIT_SOURCE_TITLE] = {"--source-title", NULL, "sources", "title_ja", NULL, FIELD_SOURCE_TITLE},
    [INIT_SOURCE_URL] = {"--source-url", NULL, "sources", "document",
                         "https://www.example.jp/report.pdf", FIELD_SOURCE_URL},
};

const char *init_option(enum init_answer which)
{
    return init_answers[which].option;
}

void init_open(struct init *init, enum language language)
{
    *init = (struct init){.fields = {{0}}};
    arena_init(&init->arena, INIT_MEMORY);
    init->fields[FIELD_LANGUAGE] = slice_of(language == LANGUAGE_EN ? "en" : "ja");
}

void init_close(struct init *init)
{
    arena_free(&init->arena);
}

bool init_needs(const struct init *init, enum init_answer which)
{
    const struct slice *fields = init->fields;
    switch (which) {
    case INIT_MUNICIPALITY:
    case INIT_BASE_URL:
        return fields[init_answers[which].field].len == 0;
    case INIT_NAME_JA:
        return fields[FIELD_NEW_CODE].len > 0 && fields[FIELD_NAME_JA].len == 0;
    case INIT_CONTACT:
        return fields[FIELD_CONTACT_EMAIL].len == 0 && fields[FIELD_CONTACT_URL].len == 0;
    case INIT_SOURCE_TITLE:
        return fields[FIELD_SOURCE_URL].len > 0 && fields[FIELD_SOURCE_TITLE].len == 0;
    case INIT_SOURCE_URL:
        return fields[FIELD_SOURCE_TITLE].len > 0 && fields[FIELD_SOURCE_URL].len == 0;
    default:
        return false;
    }
}

struct slice init_fallback(const struct init *init, enum init_answer which)
{
    if (which == INIT_CONTACT_NAME && init->fields[FIELD_CONTACT_NAME].len == 0)
        return init->fields[FIELD_NAME_JA];
    return init->fields[init_answers[which].field];
}

enum status init_take(struct init *init, enum init_answer which, struct slice text,
                      struct problem *p)
{
    if (init_answers[which].take)
        return init_answers[which].take(init, text, p);
    struct slice cell = text;
    bool bad = false;
    const char *table = init_answers[which].table;
    const struct resource *resource = table ? model_resource(slice_of(table)) : &instance_resource;
    enum status status = init_cell(init, resource, init_answers[which].column, &cell, &bad, p);
    if (status == STATUS_OK && bad)
        return init_refuse(which, text, init_answers[which].example, p);
    if (status == STATUS_OK)
        init->fields[init_answers[which].field] = cell;
    return status;
}

/* --- the rest --------------------------------------------------------------------------------- */

static void init_derive(struct init *init)
{
    struct slice *fields = init->fields;
    char day[DAY_SIZE];
    time_t now = time(NULL);
    struct tm here;
    if (fields[FIELD_CONTACT_NAME].len == 0) {
        fields[FIELD_CONTACT_NAME] = fields[FIELD_NAME_JA];
        fields[FIELD_CONTACT_NAME_EN] = fields[FIELD_NAME_EN];
    }
    bool english = fields[FIELD_NAME_EN].len > 0;
    fields[FIELD_PUBLISHER_EN] = fields[english ? FIELD_NAME_EN : FIELD_NAME_JA];
    if (fields[FIELD_NEW_CODE].len > 0)
        fields[FIELD_NEW_KIND] = init_kind(fields[FIELD_NAME_JA]);
    if (fields[FIELD_NEW_KIND].len == 0)
        fields[FIELD_NEW_CODE] = SLICE_NONE;
    if (fields[FIELD_SOURCE_TITLE].len > 0)
        fields[FIELD_SOURCE_ID] = slice_of("source-1");
    localtime_r(&now, &here);
    strftime(day, sizeof day, "%Y-%m-%d", &here);
    fields[FIELD_TODAY] = arena_copy(&init->arena, slice_of(day));
}

enum status init_complete(struct init *init, struct problem *p)
{
    struct out missing;
    out_open_memory(&missing, MISSING_MOST);
    for (enum init_answer which = 0; which < INIT_ANSWERS; which++)
        if (init_needs(init, which)) {
            out_text(&missing, missing.len > 0 ? ", " : "");
            out_text(&missing, init_option(which));
        }
    bool complete = missing.len == 0 && missing.error == STATUS_OK;
    struct slice options = out_keep(&missing, &init->arena);
    if (!complete)
        return options.at ? problem_set(p, STATUS_INIT_MISSING, SLICE_NONE, options, NULL)
                          : problem_memory(p);
    if (init->fields[FIELD_LICENCE].len == 0) {
        enum status status = init_take_licence(init, SLICE_NONE, p);
        if (status != STATUS_OK)
            return status;
    }
    init_derive(init);
    return arena_overflowed(&init->arena) ? problem_memory(p) : STATUS_OK;
}
