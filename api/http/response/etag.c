/* What an answer depends on: the tables it reads, its strong ETag, when and in which release it
 * last changed.
 *
 * Known before the answer is made, and the same after every publish that changes none of the
 * inputs. */
#include "hiraku/http/response/etag.h"

#include "hiraku/http/protocol/conditional.h"
#include "hiraku/http/protocol/range.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/view.h"
#include "hiraku/release/manifest.h"

#include <stdio.h>

enum { ETAG_DIGITS = 43 };

static void add_state(struct digest *digest, struct representation *answer,
                      const struct table_state *state)
{
    digest_field(digest, slice_of(state->sha256));
    /* answers tell it: where old data come back, it is another one */
    digest_add(digest, &state->changed_in, sizeof state->changed_in);
    if (state->changed_in > answer->changed_in)
        answer->changed_in = state->changed_in;
    if (state->changed_at > answer->modified)
        answer->modified = state->changed_at;
}

/* What every tag depends on besides the data. */
static void finish_tag(struct digest *digest, struct representation *answer,
                       const struct request *request, struct slice canonical)
{
    char model[DIGEST_SIZE], hex[DIGEST_SIZE];
    model_digest(model);
    digest_field(digest, slice_of(snapshot_instance(request->snapshot)->base_url));
    digest_field(digest, slice_of(release_program()));
    digest_field(digest, slice_of(model));
    digest_field(digest, canonical);
    digest_field(digest, slice_of(request->form.name));
    if (request->pin.taken) /* links in it name the release */
        digest_add(digest, &request->pin.number, sizeof request->pin.number);
    bool links = strcmp(request->form.name, "html") == 0;
    if (route_in_language(request)) {
        digest_field(digest, slice_of(request->language == LANGUAGE_EN ? "en" : "ja"));
        digest_field(digest,
                     slice_of(request->language_asked && links ? "lang" : "")); /* links keep it */
    }
    digest_field(digest, slice_of(request->encoding == ENCODING_GZIP ? "gzip" : "identity"));
    digest_hex(digest, hex);
    snprintf(answer->etag, sizeof answer->etag, "\"%.*s\"", ETAG_DIGITS, hex);
}

/* `page`: what the instance says of itself stands around it, or is listed. */
static void etag_of_all(struct representation *answer, const struct request *request,
                        const struct resource *const *tables, size_t count, bool page,
                        struct slice canonical)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    struct digest digest;
    digest_init(&digest);
    answer->changed_in = 0;
    answer->modified = 0;
    add_state(&digest, answer, &manifest->instance);
    for (size_t i = 0; i < count; i++) {
        const struct table_state *state = manifest_table(manifest, tables[i]);
        digest_field(&digest, slice_of(tables[i]->name));
        if (state)
            add_state(&digest, answer, state);
    }
    if (page && manifest->own.sha256[0] != '\0')
        add_state(&digest, answer, &manifest->own);
    finish_tag(&digest, answer, request, canonical);
}

void etag_of_tables(struct representation *answer, const struct request *request,
                    const struct resource *const *tables, size_t count, struct slice canonical)
{
    bool page = request->form.name && strcmp(request->form.name, "html") == 0;
    etag_of_all(answer, request, tables, count, page, canonical);
}

void etag_of_page(struct representation *answer, const struct request *request,
                  struct slice canonical)
{
    etag_of_all(answer, request, model_resources, model_resource_count, true, canonical);
}

void etag_of_record(struct representation *answer, const struct request *request,
                    const struct row *row, struct slice canonical)
{
    struct digest digest;
    digest_init(&digest);
    digest_add(&digest, &answer->changed_in, sizeof answer->changed_in);
    for (size_t i = 0; i < row->view->count; i++)
        digest_field(&digest, row->cells[i]);
    finish_tag(&digest, answer, request, canonical);
}

void request_settle_encoding(struct request *request, const char *packed)
{
    bool part = range_is_asked(request->range);
    bool named = (request->if_range.at && range_holds(request->if_range, packed, 0)) ||
                 conditional_names(request->match, packed) ||
                 (part && conditional_names(request->none_match, packed));
    if (named && request->takes_gzip)
        request->encoding = ENCODING_GZIP;
    else if (part && request->takes_identity)
        request->encoding = ENCODING_IDENTITY;
}

void etag_of_file(struct representation *answer, struct request *request,
                  const struct resource *const *tables, size_t count, struct slice canonical)
{
    enum encoding preferred = request->encoding;
    request->encoding = ENCODING_GZIP;
    etag_of_tables(answer, request, tables, count, canonical);
    request->encoding = preferred;
    request_settle_encoding(request, answer->etag);
    etag_of_tables(answer, request, tables, count, canonical);
}
