/* GET /: what there is: JSON for programs, one plain page for browsers, from the model and the
 * instance. Pages about records come later. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"

#include <inttypes.h>

static void write_table_json(struct request *request, const struct resource *table,
                             struct json_writer *json)
{
    const struct table_state *state = manifest_table(snapshot_manifest(request->snapshot), table);
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "name", table->name);
    json_text(json, "title_ja", table->title_ja);
    json_text(json, "title_en", table->title_en);
    json_int(json, "rows", state ? (int64_t)state->rows : 0);
    json_printf(json, "path", "/v1/%s", table->name);
    json_end(json);
}

static void write_formats(struct json_writer *json)
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

static void index_write_json(struct request *request, struct out *out)
{
    const struct instance *instance = snapshot_instance(request->snapshot);
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
    write_formats(&json);
    json_begin_array(&json, "tables");
    for (size_t i = 0; i < model_resource_count; i++)
        write_table_json(request, model_resources[i], &json);
    json_line(&json);
    json_end(&json);
    json_begin_array(&json, "examples");
    for (size_t i = 0; model_examples[i]; i++)
        json_text(&json, NULL, model_examples[i]);
    json_finish(&json);
}

static void write_table_html(struct request *request, const struct resource *table, struct out *out)
{
    const struct table_state *state = manifest_table(snapshot_manifest(request->snapshot), table);
    out_text(out, "<tr><th scope=\"row\">");
    page_link(out, arena_printf(&request->arena, "/docs/dictionary#%s", table->name),
              slice_of(page_pick(request, table->title_ja, table->title_en)));
    out_text(out, "</th><td>");
    out_int(out, state ? (int64_t)state->rows : 0);
    out_text(out, "</td><td>");
    for (size_t i = 0; writers[i]; i++) {
        struct slice path =
            arena_printf(&request->arena, "/v1/%s.%s", table->name, writers[i]->name);
        if (i)
            out_char(out, ' ');
        page_link(out, path, slice_of(writers[i]->name));
    }
    out_text(out, "</td><td>");
    page_link(out, arena_printf(&request->arena, "/v1/datasets/%s.html", table->name),
              slice_of(page_pick(request, "説明とファイル", "Description and files")));
    out_text(out, "</td></tr>\n");
}

static void index_write_html(struct request *request, struct out *out)
{
    const struct instance *instance = snapshot_instance(request->snapshot);
    size_t language = request->language == LANGUAGE_EN ? 1 : 0;
    const char *title = instance->title[language], *tables = page_pick(request, "表", "Tables");
    struct slice about = instance_cell(instance, language ? "description_en" : "description_ja");
    page_begin(request, out, title && *title ? title : instance->title[LANGUAGE_JA], "/");
    out_text(out, "<p>");
    xml_text(out, about);
    out_text(out, "</p>\n<h2>");
    page_text(out, tables);
    out_text(out, "</h2>\n");
    page_table_begin(out, tables,
                     page_pick(request, "表|件数|形式|データセット", "Table|Rows|Forms|Dataset"));
    for (size_t i = 0; i < model_resource_count; i++)
        write_table_html(request, model_resources[i], out);
    page_table_end(out);
    out_text(out, "<h2>");
    page_text(out, page_pick(request, "使い方の例", "Examples"));
    out_text(out, "</h2>\n<ul>\n");
    for (size_t i = 0; model_examples[i]; i++) {
        out_text(out, "<li>");
        page_link(out, slice_of(model_examples[i]), slice_of(model_examples[i]));
        out_text(out, "</li>\n");
    }
    out_text(out, "</ul>\n");
    page_end(request, out);
}

static enum status index_write(struct request *request, struct representation *answer,
                               struct out *out, struct problem *p)
{
    (void)answer, (void)p;
    if (page_wanted(request))
        index_write_html(request, out);
    else
        index_write_json(request, out);
    return STATUS_OK;
}

enum status handle_index(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, model_resources, model_resource_count, slice_of("/"));
    answer->write = index_write;
    return STATUS_OK;
}
