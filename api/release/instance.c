/* Who publishes, once it is read: its cells, what code takes of them, the canonical text. */
#include "hiraku/model/instance.h"

#include "hiraku/base/digest.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/type.h"

#include <stdlib.h>

enum { TEXT_MOST = 1 << 20, JAPAN_MINUTES = 540 };

struct slice instance_cell(const struct instance *instance, const char *name)
{
    const struct column *column = model_column(&instance_resource, slice_of(name));
    return column ? instance->cells[model_index(&instance_resource, column)] : SLICE_NONE;
}

/* Members without a value are left out. */
static void instance_write_endings(const struct instance *instance, struct json_writer *json)
{
    if (instance->ending_count == 0)
        return;
    json_begin_array(json, "endings");
    for (size_t i = 0; i < instance->ending_count; i++) {
        json_begin_object(json, NULL);
        for (size_t cell = 0; cell < ENDING_CELLS; cell++)
            if (instance->endings[i].cells[cell].len > 0)
                json_slice(json, ending_columns[cell].name, instance->endings[i].cells[cell]);
        json_end(json);
    }
    json_end(json);
}

void instance_write(const struct instance *instance, struct out *out)
{
    struct json_writer json = json_indented(out, 1);
    json_begin_object(&json, NULL);
    for (size_t i = 0; instance_resource.columns[i].name; i++) {
        const struct column *column = &instance_resource.columns[i];
        if (!column_is_written(column) || instance->cells[i].len == 0)
            continue;
        if (type_of(column)->token)
            json_number(&json, column->name, instance->cells[i]);
        else
            json_slice(&json, column->name, instance->cells[i]);
    }
    instance_write_endings(instance, &json);
    json_finish(&json);
}

static const char *instance_text_of(const struct instance *instance, const char *name)
{
    struct slice cell = instance_cell(instance, name);
    return cell.len > 0 ? cell.at : "";
}

/* English where there is any, else Japanese. */
static void instance_set_pair(const struct instance *instance, const char *pair[2], const char *ja,
                              const char *en)
{
    pair[LANGUAGE_JA] = instance_text_of(instance, ja);
    pair[LANGUAGE_EN] = instance_text_of(instance, en);
    if (*pair[LANGUAGE_EN] == '\0')
        pair[LANGUAGE_EN] = pair[LANGUAGE_JA];
}

enum status instance_set_members(struct instance *instance, struct problem *p)
{
    instance->base_url = instance_text_of(instance, "base_url");
    instance->licence_url = instance_text_of(instance, "licence_url");
    instance->publisher_code = instance_text_of(instance, "publisher_code");
    instance_set_pair(instance, instance->attribution, "attribution_ja", "attribution_en");
    instance_set_pair(instance, instance->title, "title_ja", "title_en");
    instance_set_pair(instance, instance->publisher_name, "publisher_name_ja", "publisher_name_en");
    bool english = slice_is(instance_cell(instance, "default_language"), "en");
    instance->language = english ? LANGUAGE_EN : LANGUAGE_JA;
    instance->first_month = atoi(instance_text_of(instance, "fiscal_year_first_month"));
    if (instance->first_month < 1 || instance->first_month > 12)
        instance->first_month = 4;
    const char *offset = instance_text_of(instance, "utc_offset_minutes");
    instance->utc_offset = (*offset ? atoi(offset) : JAPAN_MINUTES) * 60;
    struct out out;
    struct digest digest;
    out_open_memory(&out, TEXT_MOST);
    instance_write(instance, &out);
    enum status status = out_finish(&out, p);
    digest_init(&digest);
    digest_add(&digest, out.bytes, out.len);
    digest_hex(&digest, instance->sha256);
    out_close(&out);
    return status;
}

void instance_free(struct instance *instance)
{
    arena_free(&instance->arena);
}
