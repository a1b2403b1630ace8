/* See site_asset.h. A released file is looked at by its digest only: what may be in it was settled
 * when it was published. */
#include "hiraku/release/site_asset.h"

#include "hiraku/base/in.h"
#include "hiraku/release/own_files.h"

/* The file whose bytes, or whose colours, are the asset; NULL: there is none. */
static const struct site_file *site_asset_file(struct slice name)
{
    bool sheet = slice_is(name, site_sheet_name);
    for (const struct site_file *file = site_files; file->name; file++)
        if (file->role == SITE_KEYS ? sheet : slice_is(name, file->name))
            return file;
    return NULL;
}

bool site_asset_source(struct slice name, struct layout_name *source)
{
    const struct site_file *file = site_asset_file(name);
    if (file)
        *source = layout_site_file(file->name);
    return file != NULL;
}

static enum status site_asset_make(struct site_asset *asset, struct slice keys, struct problem *p)
{
    enum status status = site_read_keys(&asset->site, keys, NULL, NULL, p);
    if (status == STATUS_OK)
        status = site_make_sheet(&asset->site, p);
    asset->text = asset->site.sheet;
    return status;
}

enum status site_asset_read(struct site_asset *asset, const char *path, struct slice name,
                            struct problem *p)
{
    struct digest digest;
    const struct site_file *file = site_asset_file(name);
    *asset = (struct site_asset){.media_type = file->media_type};
    site_init(&asset->site);
    out_open_memory(&asset->bytes, OWN_FILE_MAX);
    enum status status = in_pour(path, IN_PLAIN, &asset->bytes, p);
    if (status == STATUS_OK)
        status = out_finish(&asset->bytes, p);
    asset->text = out_written(&asset->bytes);
    if (status == STATUS_OK && file->role == SITE_KEYS) {
        asset->media_type = "text/css; charset=utf-8";
        status = site_asset_make(asset, asset->text, p);
    }
    digest_init(&digest);
    digest_add(&digest, asset->text.at, asset->text.len);
    digest_hex(&digest, asset->sha256);
    return status;
}

void site_asset_free(struct site_asset *asset)
{
    if (!asset->media_type)
        return;
    out_close(&asset->bytes);
    site_free(&asset->site);
    asset->media_type = NULL;
}

bool site_asset_has(const struct site_asset *asset, struct slice hash)
{
    char own[SITE_HASH_SIZE];
    site_hash(asset->sha256, own);
    return asset->text.len > 0 && slice_is(hash, own);
}
