/* What the instance of an open release brought beside its tables: its pages and how they look. */
#include "hiraku/http/snapshot/snapshot.h"

#include "hiraku/release/own_page.h"

#include "release_parts.h"

enum status release_own_read(struct snapshot *release, struct problem *p)
{
    enum status status =
        own_files_read(&release->own, release->path, release->manifest.own.sha256, p);
    if (status == STATUS_OK)
        status = own_pages_name(&release->own, p);
    return status == STATUS_OK ? site_open(&release->site, &release->own, p) : status;
}

void release_own_free(struct snapshot *release)
{
    site_free(&release->site);
    own_files_free(&release->own);
}

const struct own_files *snapshot_own_files(const struct snapshot *release)
{
    return &release->own;
}

const struct site *snapshot_site(const struct snapshot *release)
{
    return &release->site;
}
