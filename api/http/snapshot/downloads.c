/* See downloads.h. */
#include "hiraku/http/snapshot/downloads.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"

uint64_t download_changed_in(const struct manifest *manifest, const struct artifact *file,
                             const struct artifact_format *format, time_t *at)
{
    /* a workbook says the names of what its rows refer to, which are inputs of hidden columns */
    unsigned without = format->writer ? format->writer->without : 0;
    const struct resource *table = file->table[0] ? model_resource(slice_of(file->table)) : NULL;
    return manifest_changed_in(manifest, table, without, at);
}
