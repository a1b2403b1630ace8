/* GET /: what there is: JSON for programs, one plain page for browsers, from the model and the
 * instance. Pages about records come later. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/json_text.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/release.h"

#include <inttypes.h>

static void write_list(struct out *out, const char *name, const char *const *texts)
{
    json_key(out, false, name);
    out_char(out, '[');
    for (size_t i = 0; texts[i]; i++) {
        if (i)
            out_char(out, ',');
        json_quote(out, slice_of(texts[i]));
    }
    out_char(out, ']');
}

static void write_pair(struct out *out, const char *name, const char *text)
{
    json_key(out, false, name);
    json_quote(out, slice_of(text));
}

static void write_table_json(struct request *request, const struct resource *table, struct out *out)
{
    const struct table_state *state = manifest_table(snapshot_manifest(request->snapshot), table);
    out_char(out, '{');
    json_key(out, true, "name");
    json_quote(out, slice_of(table->name));
    write_pair(out, "title_ja", table->title_ja);
    write_pair(out, "title_en", table->title_en);
    json_key(out, false, "rows");
    out_int(out, state ? (int64_t)state->rows : 0);
    json_key(out, false, "path");
    out_text(out, "\"/v1/");
    out_text(out, table->name);
    out_text(out, "\"}");
}

static void write_json(struct request *request, struct out *out)
{
    const struct instance *instance = snapshot_instance(request->snapshot);
    out_char(out, '{');
    json_key(out, true, "title_ja");
    json_quote(out, slice_of(instance->title[LANGUAGE_JA]));
    write_pair(out, "title_en", instance->title[LANGUAGE_EN]);
    write_pair(out, "licence", instance->licence_url);
    write_pair(out, "attribution", instance->attribution[instance->language]);
    write_pair(out, "instance", "/v1/instance");
    write_pair(out, "openapi", "/v1/openapi.json");
    write_pair(out, "docs", "/docs");
    write_pair(out, "dictionary", "/docs/dictionary");
    write_pair(out, "catalogue", "/catalog");
    write_pair(out, "datapackage", "/datapackage.json");
    write_pair(out, "downloads", "/v1/downloads");
    json_key(out, false, "formats");
    out_char(out, '[');
    for (size_t i = 0; writers[i]; i++) {
        out_text(out, i ? ",{" : "{");
        json_key(out, true, "suffix");
        json_quote(out, slice_of(writers[i]->name));
        write_pair(out, "media_type", writers[i]->media_type);
        out_char(out, '}');
    }
    out_char(out, ']');
    json_key(out, false, "tables");
    for (size_t i = 0; i < model_resource_count; i++) {
        out_text(out, i ? ",\n" : "[\n");
        write_table_json(request, model_resources[i], out);
    }
    out_text(out, "\n]");
    write_list(out, "examples", model_examples);
    out_text(out, "}\n");
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

static void write_html(struct request *request, struct out *out)
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

enum status handle_index(struct request *request, struct reply *reply, struct problem *p)
{
    bool html = page_wanted(request);
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    reply->media_type = request->form.media_type;
    reply_etag(reply, request, model_resources, model_resource_count, slice_of("/"));
    if (reply_is_fresh(request, reply, true))
        return STATUS_OK;
    struct out *out = reply_open(request, reply);
    if (html)
        write_html(request, out);
    else
        write_json(request, out);
    return STATUS_OK;
}
