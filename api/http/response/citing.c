/* See citing.h. Formats of citations are exporters/citation. */
#include "hiraku/http/response/citing.h"

#include "hiraku/base/config.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/citation/citation.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/release_days.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/record_name.h"
#include "hiraku/query/release_link.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/record.h"

#include <stdio.h>

enum { TAG_DIGITS = 43, CITING_TITLE_SIZE = 1024 };

/* Nobody can go back to a release that was withdrawn; the answer is the same in those after it. */
static uint64_t citing_release(const struct request *request, uint64_t number)
{
    uint64_t own = snapshot_manifest(request->snapshot)->number;
    struct withdrawal withdrawal;
    while (number < own &&
           (snapshot_withdrawn(request->snapshot, number, &withdrawal, NULL) != STATUS_OK ||
            withdrawal.reason[0]))
        number++;
    return number;
}

/* Without what would end a URL in a field. */
static bool citing_is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] <= 0x20 || (unsigned char)text.at[i] >= 0x7F)
            return false;
    return true;
}

/* The body names the release. */
static void citing_set_tag(struct representation *answer)
{
    char hex[DIGEST_SIZE];
    struct digest digest;
    digest_init(&digest);
    digest_field(&digest, slice_of(answer->etag));
    digest_add(&digest, &answer->cited_in, sizeof answer->cited_in);
    digest_hex(&digest, hex);
    snprintf(answer->etag, sizeof answer->etag, "\"%.*s\"", TAG_DIGITS, hex);
}

void citing_settle(struct request *request, struct representation *answer)
{
    bool lasts = answer->lasting.len > 0;
    struct slice place = lasts ? answer->lasting : answer->content_location;
    bool fixed = lasts || request_can_be_pinned(request) || request->route->flags & ROUTE_FILE;
    uint64_t stated = answer->cited_in ? answer->cited_in : answer->changed_in;
    if (!answer->citable || !fixed || place.len == 0 || stated == 0) {
        answer->cited_in = 0;
        return;
    }
    answer->cited_in = citing_release(request, stated);
    struct slice path = lasts ? place : release_link(&request->arena, place, answer->cited_in);
    struct slice url =
        arena_printf(&request->arena, "%s%.*s", snapshot_instance(request->snapshot)->base_url,
                     (int)path.len, path.at ? path.at : "");
    if (!path.at || !citing_is_ascii(url)) {
        answer->cited_in = 0;
        return;
    }
    answer->cite_as = url;
    if (answer->cited_in != (lasts ? answer->changed_in : stated) && answer->write)
        citing_set_tag(answer);
}

/* Of a record the release may be older than the instance of the one that is open. */
static bool citing_set_instance(struct request *request, uint64_t number, struct citation *citation)
{
    char dir[RELEASE_PATH_SIZE];
    struct instance then;
    if (number >= snapshot_manifest(request->snapshot)->instance.changed_in) {
        citation_of_instance(citation, snapshot_instance(request->snapshot), &request->arena);
        return true;
    }
    layout_release_dir(request->snapshots->config->store, number, dir);
    bool read = instance_read_release(&then, dir, NULL) == STATUS_OK;
    if (read)
        citation_of_instance(citation, &then, &request->arena);
    instance_free(&then);
    return read;
}

/* A record without a title is called what its page is called: 指標 · 2024年度 · 目標値. */
static void citing_set_titles(struct request *request, const struct row *row,
                              struct citation *citation)
{
    static const char *const languages[2] = {[LANGUAGE_JA] = "ja", [LANGUAGE_EN] = "en"};
    for (int i = 0; i < 2; i++)
        citation->title[i] = arena_copy(&request->arena, record_title(row, languages[i]));
    if (citation->title[LANGUAGE_JA].len > 0 || citation->title[LANGUAGE_EN].len > 0)
        return;
    for (int i = 0; i < 2; i++) {
        const struct page_context context = {.language = (enum language)i,
                                             .instance = snapshot_instance(request->snapshot)};
        const char *lang;
        char bytes[CITING_TITLE_SIZE];
        struct out out;
        out_open_buffer(&out, bytes, sizeof bytes);
        record_name_write(&context, row, NULL, &out, &lang);
        citation->title[i] = arena_copy(&request->arena, out_written(&out));
    }
}

const struct citation *citing_citation(struct request *request, struct representation *answer,
                                       const struct row *row)
{
    const struct resource *table = answer->about;
    if (answer->cited_in == 0)
        return NULL;
    struct citation *citation = arena_alloc(&request->arena, sizeof *citation);
    if (!citation)
        return NULL;
    citation->url = answer->cite_as;
    citation->release = answer->cited_in;
    citation->published_at = snapshot_time(request->snapshot, answer->cited_in);
    if (row) {
        citing_set_titles(request, row, citation);
    } else if (answer->cited_title[LANGUAGE_JA]) {
        citation->title[LANGUAGE_JA] = slice_of(answer->cited_title[LANGUAGE_JA]);
        citation->title[LANGUAGE_EN] = slice_of(answer->cited_title[LANGUAGE_EN]);
    } else if (table) {
        citation->title[LANGUAGE_JA] = slice_of(table->title_ja);
        citation->title[LANGUAGE_EN] = slice_of(table->title_en);
    }
    if (citation->published_at == 0 || !citing_set_instance(request, answer->cited_in, citation)) {
        answer->uncacheable = true;
        return NULL;
    }
    citation_compose(citation, &request->arena);
    return citation;
}

struct page_context citing_page(struct request *request, struct representation *answer,
                                const struct row *row)
{
    struct page_context context = request_page(request);
    context.citation = citing_citation(request, answer, row);
    return context;
}
