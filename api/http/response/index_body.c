/* What / says to programs: the tables, the forms, where everything is. The page is
 * pages/index_page.c. */
#include "hiraku/http/response/index_body.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"

static void index_body_table(const struct manifest *manifest, const struct resource *table,
                             struct json_writer *json)
{
    const struct table_state *state = manifest_table(manifest, table);
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "name", table->name);
    json_text(json, "title_ja", table->title_ja);
    json_text(json, "title_en", table->title_en);
    json_int(json, "rows", state ? (int64_t)state->rows : 0);
    json_printf(json, "path", "/v1/%s", table->name);
    json_end(json);
}

static void index_body_formats(struct json_writer *json)
{
    json_begin_array(json, "formats");
    for (size_t i = 0; writers[i]; i++) {
        json_begin_object(json, NULL);
        json_text(json, "suffix", writers[i]->name);
        json_text(json, "media_type", writers[i]->media_type);
        json_end(json);
    }
    json_end(json);
}

void index_body_write(const struct instance *instance, const struct manifest *manifest,
                      struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_text(&json, "title_ja", instance->title[LANGUAGE_JA]);
    json_text(&json, "title_en", instance->title[LANGUAGE_EN]);
    json_text(&json, "licence", instance->licence_url);
    json_text(&json, "attribution", instance->attribution[instance->language]);
    json_text(&json, "instance", "/v1/instance");
    json_text(&json, "openapi", "/v1/openapi.json");
    json_text(&json, "docs", "/docs");
    json_text(&json, "dictionary", "/docs/dictionary");
    json_text(&json, "catalogue", "/catalog");
    json_text(&json, "datapackage", "/datapackage.json");
    json_text(&json, "downloads", "/v1/downloads");
    json_text(&json, "feed", "/v1/feed.atom");
    index_body_formats(&json);
    json_begin_array(&json, "tables");
    for (size_t i = 0; i < model_resource_count; i++)
        index_body_table(manifest, model_resources[i], &json);
    json_line(&json);
    json_end(&json);
    json_begin_array(&json, "examples");
    for (size_t i = 0; model_examples[i]; i++)
        json_text(&json, NULL, model_examples[i]);
    json_finish(&json);
}
