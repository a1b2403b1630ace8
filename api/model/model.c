/* Looking things up in the model. What the tables say is not here, nor whether they are sound
 * (model_check.c). */
#include "hiraku/model/model.h"

#include "hiraku/base/digest.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/model/code_words.h"
#include "hiraku/model/registry.h"
#include "hiraku/value/iri.h"
#include "hiraku/value/period.h"

#include <pthread.h>
#include <stdlib.h>

struct slice model_first_key(struct slice id)
{
    const char *dot = id.len ? memchr(id.at, '.', id.len) : NULL;
    return (struct slice){id.at, dot ? (size_t)(dot - id.at) : id.len};
}

void model_list_path(struct out *out, const struct resource *resource, struct slice id)
{
    out_text(out, "/v1/");
    if (resource->within) {
        out_text(out, resource->within->name);
        out_char(out, '/');
        iri_segment(out, model_first_key(id));
        out_char(out, '/');
    }
    out_text(out, resource->name);
}

void model_record_path(struct out *out, const struct resource *resource, struct slice id)
{
    if (resource->path) {
        out_text(out, resource->path);
        return;
    }
    model_list_path(out, resource, id);
    out_text(out, resource->on_demand && !resource->addressed ? "?id=" : "/");
    iri_segment(out, id);
}

const struct resource *model_resource(struct slice name)
{
    for (size_t i = 0; i < model_resource_count && name.len > 0; i++)
        if (*model_resources[i]->name == *name.at && slice_is(name, model_resources[i]->name))
            return model_resources[i];
    return NULL;
}

const struct resource *model_list(size_t i)
{
    return i < model_resource_count ? model_resources[i]
           : i - model_resource_count < model_on_demand_count
               ? model_on_demand[i - model_resource_count]
               : NULL;
}

const struct resource *model_list_named(struct slice name)
{
    size_t i = 0;
    while (model_list(i) && !slice_is(name, model_list(i)->name))
        i++;
    return model_list(i);
}

const struct column *model_column(const struct resource *resource, struct slice name)
{
    for (const struct column *column = resource->columns; column->name && name.len > 0; column++)
        if (*column->name == *name.at && slice_is(name, column->name))
            return column;
    return NULL;
}

const struct resource *model_cube(void)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i]->cube)
            return model_resources[i];
    return NULL;
}

const struct column *model_cube_subject(void)
{
    const struct column *column = model_cube()->columns;
    while (!(column->flags & COL_KEY))
        column++;
    return column;
}

size_t model_column_count(const struct resource *resource)
{
    size_t count = 0;
    while (resource->columns[count].name)
        count++;
    return count;
}

size_t model_index(const struct resource *resource, const struct column *column)
{
    return (size_t)(column - resource->columns);
}

bool column_speaks(const struct column *column, const char *lang)
{
    static const char *const suffixes[] = {"_ja", "_en"};
    size_t len = strlen(column->name);
    if (!lang || column->lang)
        return !lang || strcmp(column->lang, lang) == 0;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (len > 3 && strcmp(column->name + len - 3, suffixes[i]) == 0)
            return strcmp(suffixes[i] + 1, lang) == 0;
    return true;
}

bool model_has_joined_id(const struct resource *resource)
{
    return resource->columns[0].flags & COL_DERIVED;
}

bool model_referrer(const struct resource *target, size_t i, struct referrer *referrer)
{
    for (size_t table = 0; table < model_resource_count; table++)
        for (const struct column *column = model_resources[table]->columns; column->name; column++)
            if (column->ref == target && column_is_published(column) && i-- == 0) {
                *referrer = (struct referrer){model_resources[table], column};
                return true;
            }
    return false;
}

bool model_is_searchable(const struct resource *resource)
{
    for (const struct column *column = resource->columns; column->name; column++)
        if (column->flags & COL_SEARCH)
            return true;
    return false;
}

size_t model_key_cells(const struct resource *resource, const struct slice *cells,
                       struct slice *keys)
{
    size_t count = 0;
    for (size_t i = 0; resource->columns[i].name && count < KEY_MAX; i++)
        if (resource->columns[i].flags & COL_KEY)
            keys[count++] = cells[i];
    for (size_t i = count; i < KEY_MAX; i++)
        keys[i] = SLICE_NONE;
    return count;
}

int model_key_compare(const struct slice *left, const struct slice *right)
{
    int order = 0;
    for (size_t i = 0; i < KEY_MAX && order == 0; i++)
        order = slice_compare(left[i], right[i]);
    return order;
}

size_t model_join_id(const struct resource *resource, const struct slice *keys, char *id,
                     size_t size)
{
    size_t len = 0, key = 0;
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!(column->flags & COL_KEY))
            continue;
        struct slice value = keys[key++];
        char segment[PERIOD_TEXT_SIZE];
        if (value.len == 0) {
            value = slice_of("_");
        } else if (column->type == TYPE_PERIOD && value.len < sizeof segment) {
            value.len = period_to_segment(value, segment);
            value.at = segment;
        }
        if (len + value.len + 2 > size)
            return 0;
        if (len > 0)
            id[len++] = '.';
        memcpy(id + len, value.at, value.len);
        len += value.len;
    }
    id[len] = '\0';
    return len;
}

const struct code *column_code(const struct column *column, struct slice value)
{
    for (const struct code *code = column->codes; code && code->value && value.len > 0; code++)
        if (*code->value == *value.at && slice_is(value, code->value))
            return code;
    return NULL;
}

static int compare_known(const void *value, const void *known)
{
    const struct slice *text = value;
    const char *other = *(const char *const *)known;
    size_t len = strlen(other);
    int order = memcmp(text->at, other, text->len < len ? text->len : len);
    return order ? order : (text->len > len) - (text->len < len);
}

bool column_knows(const struct column *column, struct slice value)
{
    size_t count = 0;
    if (!column->known)
        return true;
    while (column->known[count])
        count++;
    return value.len &&
           bsearch(&value, column->known, count, sizeof *column->known, compare_known) != NULL;
}

struct slice model_nearest_resource(struct slice name)
{
    struct slice names[64];
    size_t count = 0;
    for (; count < model_resource_count && count < 64; count++)
        names[count] = slice_of(model_resources[count]->name);
    return text_nearest(name, names, count);
}

struct slice model_nearest_column(const struct resource *resource, struct slice name)
{
    struct slice names[COLUMNS_MAX];
    size_t count = 0;
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_published(column))
            names[count++] = slice_of(column->name);
    return text_nearest(name, names, count);
}

/* What a store holds beside the columns of the model: another word when that changes. */
#define STORE_LAYOUT "columns with versions, words, changes"

static pthread_once_t model_digest_once_ready = PTHREAD_ONCE_INIT;
static char model_digest_ready[DIGEST_SIZE];

static void model_digest_make(void)
{
    struct digest digest;
    digest_init(&digest);
    digest_field(&digest, slice_of(STORE_LAYOUT));
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *resource = model_resources[i];
        digest_field(&digest, slice_of(resource->name));
        for (const struct column *column = resource->columns; column->name; column++) {
            const unsigned shape[] = {column->type, column->flags};
            digest_field(&digest, slice_of(column->name));
            digest_add(&digest, shape, sizeof shape);
            digest_field(&digest, slice_of(column->ref ? column->ref->name : ""));
        }
    }
    digest_hex(&digest, model_digest_ready);
}

void model_digest(char hex[65])
{
    pthread_once(&model_digest_once_ready, model_digest_make);
    memcpy(hex, model_digest_ready, sizeof model_digest_ready);
}
