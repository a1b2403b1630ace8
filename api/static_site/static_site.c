/* See static_site.h: all addresses are asked for, those that their answers name, too, until there
 * is no other. */
#include "hiraku/static_site/static_site.h"

#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/manifest.h"

#include "static_site.h"

#include <stdio.h>
#include <stdlib.h>

/* GitHub Pages leaves out what begins with a full stop or an underline, unless this is there. */
#define AS_IT_IS ".nojekyll"

/* Every file that is an answer, and to what. */
static enum status static_site_list(struct static_site *site, struct problem *p)
{
    struct out *out = &site->text;
    out_reset(out);
    for (size_t i = 0; i < site->targets.count; i++) {
        const struct static_target *target = &site->targets.at[i];
        if (!target->file.len)
            continue;
        out_slice(out, target->file);
        out_char(out, '\t');
        out_slice(out, target->address.ask);
        out_char(out, '\n');
    }
    enum status status = out_finish(out, p);
    return status == STATUS_OK
               ? file_replace(site->files.made, STATIC_SITE_LIST, out_written(out), p)
               : status;
}

static enum status static_site_pages(struct static_site *site, struct problem *p)
{
    enum status status = STATUS_OK;
    static_look_routes(site);
    for (size_t i = 0; i < site->targets.count && status == STATUS_OK; i++)
        status = static_page_write(site, i, p);
    if (status == STATUS_OK)
        status = static_page_missing(site, p);
    if (status == STATUS_OK && site->status != STATUS_OK) {
        *p = site->problem;
        status = site->status;
    }
    return status;
}

static enum status static_site_make(struct static_site *site, struct problem *p)
{
    enum status status = static_site_pages(site, p);
    if (status == STATUS_OK)
        status = static_search_write(site, p);
    if (status == STATUS_OK)
        status = static_files_put(&site->files, slice_of(AS_IT_IS), SLICE_NONE, p);
    if (status == STATUS_OK)
        status = static_site_list(site, p);
    return status == STATUS_OK ? static_files_finish(&site->files, p) : status;
}

enum status static_site_write(const struct config *config, const char *folder,
                              struct static_site_result *result, struct problem *p)
{
    struct static_site *site = calloc(1, sizeof *site);
    if (!site)
        return problem_memory(p);
    enum status status = static_service_open(site, config, p);
    if (status == STATUS_OK) {
        status = static_files_begin(&site->files, folder, STATIC_SITE_LIST, p);
        bool begun = status == STATUS_OK;
        if (begun)
            status = static_site_make(site, p);
        *result = (struct static_site_result){.release =
                                                  snapshot_manifest(site->request.snapshot)->number,
                                              .files = site->files.count,
                                              .bytes = site->files.bytes};
        snprintf(result->base_url, sizeof result->base_url, "%.*s", (int)site->base.len,
                 site->base.at);
        if (begun && status != STATUS_OK)
            static_files_drop(&site->files);
    }
    static_service_close(site);
    free(site);
    return status;
}
