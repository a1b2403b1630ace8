/* The pages of the catalogue for people: what there is, how to cite it, its columns, its files,
 * when it last changed. Each dataset's page has a description for search engines inside.
 *
 * That description is data, not a script that runs: the policy that forbids scripts stays. */
#include "handle_catalogue.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/csvw.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/exporters/catalogue/schema_org.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/downloads.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/artifacts.h"

#include <inttypes.h>
#include <stdio.h>

static const char *page_catalogue_title_of(struct request *request, const struct resource *resource)
{
    return page_pick(request, resource->title_ja, resource->title_en);
}

static struct slice day_of(struct request *request, time_t when)
{
    char text[CLOCK_RFC3339_SIZE];
    clock_rfc3339(when, text);
    return arena_printf(&request->arena, "%.10s", text);
}

static struct slice dataset_path(struct request *request, const struct resource *resource,
                                 const char *form)
{
    return arena_printf(&request->arena, "/v1/datasets/%s.%s", resource->name, form);
}

static void page_catalogue_heading(struct request *request, struct out *out, const char *ja,
                                   const char *en)
{
    page_element(out, "h2", page_pick(request, ja, en));
    out_char(out, '\n');
}

static void pair(struct request *request, struct out *out, const char *ja, const char *en,
                 struct slice text)
{
    if (!text.len)
        return;
    page_element(out, "dt", page_pick(request, ja, en));
    out_text(out, "<dd>");
    xml_text(out, text);
    out_text(out, "</dd>\n");
}

static void other_forms(struct request *request, struct out *out, const char *path)
{
    out_text(out, "<p>");
    page_text(out, page_pick(request, "機械で読む形: ", "For programs: "));
    for (size_t i = 0; writers[i]; i++) {
        if (!writers[i]->triples)
            continue;
        page_link(out, arena_printf(&request->arena, "%s.%s", path, writers[i]->name),
                  slice_of(writers[i]->name));
        out_char(out, ' ');
    }
}

void page_catalogue(struct request *request, struct out *out, const struct catalogue *catalogue)
{
    const char *title = page_pick(request, "データカタログ", "Data catalogue");
    page_begin(request, out, title, "/catalog.html");
    other_forms(request, out, "/catalog");
    page_link(out, slice_of("/datapackage.json"), slice_of("datapackage.json"));
    out_text(out, "</p>\n");
    page_table_begin(out, title,
                     page_pick(request, "データセット|内容|件数|最終更新",
                               "Dataset|What it holds|Rows|Last changed"));
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct table_state *state = catalogue->tables[i].state;
        const struct resource *resource = state->resource;
        out_text(out, "<tr><th scope=\"row\">");
        page_link(out, dataset_path(request, resource, "html"),
                  slice_of(page_catalogue_title_of(request, resource)));
        out_text(out, "</th><td>");
        page_inline(out, page_pick(request, resource->doc_ja, resource->doc));
        out_text(out, "</td><td>");
        out_int(out, (int64_t)state->rows);
        out_text(out, "</td><td>");
        xml_text(out, day_of(request, state->changed_at));
        out_text(out, "</td></tr>\n");
    }
    page_table_end(out);
    page_end(request, out);
}

/* --- one dataset --- */

static void write_facts(struct request *request, struct out *out, const struct catalogue *catalogue,
                        const struct catalogue_table *table)
{
    const struct table_state *state = table->state;
    char starts[16], ends[16];
    size_t language = request->language == LANGUAGE_EN ? LANGUAGE_EN : LANGUAGE_JA;
    out_text(out, "<dl>\n");
    pair(request, out, "件数", "Rows", arena_printf(&request->arena, "%" PRIu64, state->rows));
    pair(request, out, "最終更新", "Last changed", day_of(request, state->changed_at));
    pair(request, out, "公開版", "Release",
         arena_printf(&request->arena, "%" PRIu64, state->changed_in));
    if (catalogue_period(table, starts, ends))
        pair(request, out, "対象期間", "Period",
             arena_printf(&request->arena, "%s – %s", starts, ends));
    pair(request, out, "公開者", "Publisher",
         slice_of(catalogue->instance->publisher_name[language]));
    pair(request, out, "識別子", "Identifier",
         arena_printf(&request->arena, "%s/id/datasets/%s", catalogue->instance->base_url,
                      state->resource->name));
    out_text(out, "</dl>\n");
}

static void page_catalogue_write_terms(struct request *request, struct out *out,
                                       const struct catalogue *catalogue)
{
    const struct instance *instance = catalogue->instance;
    size_t language = request->language == LANGUAGE_EN ? LANGUAGE_EN : LANGUAGE_JA;
    struct slice licence =
        instance_cell(instance, language == LANGUAGE_EN ? "licence_name_en" : "licence_name_ja");
    page_catalogue_heading(request, out, "利用条件", "Terms of use");
    out_text(out, "<p>");
    page_link(out, slice_of(instance->licence_url),
              licence.len ? licence : instance_cell(instance, "licence_name_ja"));
    out_text(out, "</p>\n<p>");
    page_text(out, page_pick(request, "出典は次のように書いてください。", "Cite it as follows."));
    out_text(out, "</p>\n<blockquote><p>");
    page_text(out, instance->attribution[language]);
    out_text(out, "</p></blockquote>\n");
}

struct listing_files {
    struct request *request;
    struct out *out;
};

/* The address of an artifact that never gives other bytes. */
static void write_permanent(struct request *request, struct out *out, const char *path)
{
    const struct artifact *file = artifacts_find(snapshot_artifacts(request->snapshot), path);
    if (!file || !artifact_is_there(file))
        return;
    struct slice place = download_place(request, file);
    page_link(out, place,
              arena_printf(&request->arena, "%s%.*s",
                           snapshot_instance(request->snapshot)->base_url, (int)place.len,
                           place.at));
}

static void page_catalogue_write_file(void *context, const struct distribution *one)
{
    const struct listing_files *files = context;
    struct out *out = files->out, path;
    char bytes[256];
    out_open_buffer(&path, bytes, sizeof bytes);
    distribution_path(&path, one);
    out_text(out, "<tr><th scope=\"row\">");
    page_link(out, out_written(&path), one->name);
    out_text(out, "</th><td>");
    page_text(out, page_pick(files->request, one->format->title_ja, one->format->title_en));
    out_text(out, one->packed ? " (gzip)" : "");
    out_text(out, "</td><td>");
    if (one->file)
        out_int(out, (int64_t)one->file->bytes);
    out_text(out, "</td><td>");
    if (one->file)
        page_element(out, "code", one->file->sha256);
    out_text(out, "</td><td>");
    if (one->file)
        write_permanent(files->request, out, one->file->path);
    out_text(out, "</td></tr>\n");
}

static void write_files(struct request *request, struct out *out, const struct catalogue *catalogue,
                        const struct resource *resource)
{
    const char *title = page_pick(request, "ファイル", "Files");
    struct listing_files files = {request, out};
    page_catalogue_heading(request, out, "ファイル", "Files");
    page_table_begin(
        out, title,
        page_pick(request,
                  "ファイル|形式|バイト数|SHA-256|引用にはこのアドレス（内容は変わりません）",
                  "File|Form|Bytes|SHA-256|Address to quote (its content never changes)"));
    catalogue_distributions(catalogue, resource, page_catalogue_write_file, &files);
    page_table_end(out);
}

static void page_catalogue_write_columns(struct request *request, struct out *out,
                                         const struct resource *resource)
{
    const char *title = page_pick(request, "列", "Columns");
    page_catalogue_heading(request, out, "列", "Columns");
    page_table_begin(out, title, page_pick(request, "列|名前|意味", "Column|Title|Meaning"));
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_published(column))
            continue;
        out_text(out, "<tr><th scope=\"row\"><code>");
        page_link(
            out,
            arena_printf(&request->arena, "/docs/dictionary#%s.%s", resource->name, column->name),
            slice_of(column->name));
        out_text(out, "</code></th><td>");
        page_text(out, page_pick(request, column->title_ja, column->title_en));
        out_text(out, "</td><td>");
        page_inline(out, page_pick(request, column->doc_ja, column->doc));
        out_text(out, "</td></tr>\n");
    }
    page_table_end(out);
}

/* JSON inside of a page: no `<`, so that nothing in it can end the element. */
static void page_catalogue_write_schema(struct request *request, struct out *out,
                                        const struct catalogue *catalogue,
                                        const struct catalogue_table *table)
{
    struct out text;
    out_open_memory(&text, request->limits->response_bytes);
    schema_dataset_write(&text, catalogue, table);
    out_text(out, "<script type=\"application/ld+json\">\n");
    struct slice all = out_written(&text);
    for (size_t done = 0; done < all.len;) {
        const char *mark = memchr(all.at + done, '<', all.len - done);
        size_t end = mark ? (size_t)(mark - all.at) : all.len;
        out_bytes(out, all.at + done, end - done);
        if (mark)
            out_text(out, "\\u003c");
        done = end + (mark ? 1 : 0);
    }
    if (out_finish(&text, NULL) != STATUS_OK)
        out_fail(out, STATUS_NO_MEMORY, NULL);
    out_close(&text);
    out_text(out, "</script>\n");
}

void page_dataset(struct request *request, struct out *out, const struct catalogue *catalogue,
                  const struct catalogue_table *table)
{
    const struct resource *resource = table->state->resource;
    struct slice path = dataset_path(request, resource, "html");
    page_begin(request, out, page_catalogue_title_of(request, resource), path.at);
    out_text(out, "<p>");
    page_inline(out, page_pick(request, resource->doc_ja, resource->doc));
    out_text(out, "</p>\n");
    write_facts(request, out, catalogue, table);
    page_catalogue_write_terms(request, out, catalogue);
    write_files(request, out, catalogue, resource);
    other_forms(request, out, arena_printf(&request->arena, "/v1/datasets/%s", resource->name).at);
    page_link(out, dataset_path(request, resource, "schema.jsonld"), slice_of("schema.org"));
    out_char(out, ' ');
    page_link(out, arena_printf(&request->arena, "/v1/%s.csv-metadata.json", resource->name),
              slice_of("CSVW"));
    out_char(out, ' ');
    page_link(out, slice_of("/v1/" CSVW_GROUP),
              slice_of(page_pick(request, "CSVW（全表）", "CSVW (all tables)")));
    out_text(out, "</p>\n");
    page_catalogue_write_columns(request, out, resource);
    page_catalogue_write_schema(request, out, catalogue, table);
    page_end(request, out);
}
