/* See site.h. What the keys are is site_keys.c; the colours are site_palette.c. */
#include "hiraku/release/site.h"

#include "hiraku/base/out.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/own_files.h"

enum { SITE_MEMORY = 1 << 20, SITE_SHEET_MAX = 4096 };

const char site_sheet_name[] = "colours.css";

#define SVG_TYPE "image/svg+xml"
#define PNG_TYPE "image/png"

const struct site_file site_files[] = {
    {"logo.svg", SITE_LOGO, SITE_SVG, SVG_TYPE},
    {"logo.png", SITE_LOGO, SITE_PNG, PNG_TYPE},
    {"favicon.svg", SITE_ICON, SITE_SVG, SVG_TYPE},
    {"favicon.png", SITE_ICON, SITE_PNG, PNG_TYPE},
    {"style.css", SITE_STYLE, SITE_CSS, "text/css; charset=utf-8"},
    {"site.json", SITE_KEYS, SITE_JSON, "application/json"},
    {NULL, SITE_ROLES, SITE_JSON, NULL},
};

const struct site_file *site_file_of(struct slice name)
{
    for (const struct site_file *file = site_files; file->name; file++)
        if (slice_is(name, file->name))
            return file;
    return NULL;
}

void site_hash(const char sha256[DIGEST_SIZE], char hash[SITE_HASH_SIZE])
{
    memcpy(hash, sha256, SITE_HASH_SIZE - 1);
    hash[SITE_HASH_SIZE - 1] = '\0';
}

static void site_take_picture(struct site_picture *picture, const struct own_file *file,
                              const struct site_file *kind)
{
    if (picture->file)
        return;
    *picture = (struct site_picture){.file = file, .kind = kind};
    site_picture_size(file->text, kind->form, &picture->width, &picture->height);
}

static enum status site_take(struct site *site, const struct own_file *file,
                             const struct site_file *kind, struct problem *p)
{
    switch (kind->role) {
    case SITE_LOGO:
        site_take_picture(&site->logo, file, kind);
        break;
    case SITE_ICON:
        site_take_picture(&site->icon, file, kind);
        break;
    case SITE_STYLE:
        site->style = file;
        break;
    case SITE_KEYS:
        return site_read_keys(site, file->text, NULL, NULL, p);
    case SITE_ROLES:
        break;
    }
    return STATUS_OK;
}

enum status site_make_sheet(struct site *site, struct problem *p)
{
    char bytes[SITE_SHEET_MAX];
    struct digest digest;
    struct out out;
    if (!site_palette_is_given(&site->palette))
        return STATUS_OK;
    out_open_buffer(&out, bytes, sizeof bytes);
    site_palette_write(&site->palette, &out);
    enum status status = out_finish(&out, p);
    if (status != STATUS_OK)
        return status;
    site->sheet = arena_copy(&site->arena, out_written(&out));
    digest_init(&digest);
    digest_add(&digest, site->sheet.at, site->sheet.len);
    digest_hex(&digest, site->sheet_sha256);
    return site->sheet.at ? STATUS_OK : problem_memory(p);
}

void site_init(struct site *site)
{
    *site = (struct site){.link_count = 0};
    arena_init(&site->arena, SITE_MEMORY);
    site_palette_init(&site->palette);
}

enum status site_open(struct site *site, const struct own_files *files, struct problem *p)
{
    enum status status = STATUS_OK;
    site_init(site);
    for (const struct site_file *kind = site_files; kind->name && status == STATUS_OK; kind++) {
        const struct layout_name name = layout_site_file(kind->name);
        const struct own_file *file = own_files_find(files, slice_of(name.text));
        if (file)
            status = site_take(site, file, kind, p);
    }
    return status == STATUS_OK ? site_make_sheet(site, p) : status;
}

void site_free(struct site *site)
{
    arena_free(&site->arena);
    *site = (struct site){.link_count = 0};
}
