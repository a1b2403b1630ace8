/* See downloads.h. What the kinds are is exporters/bulk.c. */
#include "hiraku/http/snapshot/downloads.h"

#include "hiraku/exporters/downloads/bulk.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/release.h"

bool download_kind(struct slice name, struct bulk_kind *kind, bool *packed)
{
    *packed = layout_cut_packed(&name);
    return bulk_kind_of(name, kind);
}

const char *download_media_type(const struct bulk_kind *kind, bool packed)
{
    return packed ? "application/gzip" : kind->media_type;
}

uint64_t download_changed_in(const struct manifest *manifest, const struct artifact *file,
                             const struct bulk_kind *kind, time_t *at)
{
    /* a workbook says the names of what its rows refer to, which are inputs of hidden columns */
    unsigned without = kind->writer ? kind->writer->without : 0;
    const struct resource *table = file->table[0] ? model_resource(slice_of(file->table)) : NULL;
    return manifest_changed_in(manifest, table, without, at);
}
