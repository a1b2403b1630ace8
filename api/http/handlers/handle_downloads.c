/* GET /v1/downloads: the files of the release for download, and those that there are not with the
 * reason. One of them is sent by handle_download.c. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/downloads_body.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_release.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/pages.h"
#include "hiraku/release/artifacts.h"

/* The list changes with what is in it and with nothing else. */
static struct slice downloads_canonical(struct request *request)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    struct digest digest;
    char hex[DIGEST_SIZE];
    digest_init(&digest);
    for (size_t i = 0; i < artifacts->count; i++) {
        const struct artifact *file = &artifacts->files[i];
        digest_field(&digest, slice_of(file->path));
        digest_field(&digest, slice_of(file->sha256));
        digest_field(&digest, slice_of(file->missing));
        digest_field(&digest, request_file_place(request, file));
    }
    digest_hex(&digest, hex);
    return arena_printf(&request->arena, "/v1/downloads.%s#%s", request->form.name, hex);
}

static enum status downloads_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    (void)p;
    if (page_wanted(request)) {
        const struct page_context context = citing_page(request, answer, NULL);
        downloads_page(&context, out);
    } else if (strcmp(request->form.name, "csv") == 0) {
        downloads_body_csv(request, out);
    } else {
        downloads_body_json(request, answer->changed_in, out);
    }
    return STATUS_OK;
}

enum status handle_downloads(struct request *request, struct representation *answer,
                             struct problem *p)
{
    enum status status =
        page_wanted(request)
            ? page_document_plan(request, answer, slice_of("/downloads"), downloads_page_title, p)
            : page_parameters(request, p);
    if (status != STATUS_OK || answer->moved)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, model_resources, model_resource_count,
                   downloads_canonical(request));
    representation_name(answer, request, slice_of("downloads"), SLICE_NONE);
    if (!page_wanted(request))
        answer->content_location =
            arena_printf(&request->arena, "/v1/downloads.%s", request->form.name);
    answer->changeable = true;
    answer->write = downloads_write;
    return STATUS_OK;
}
