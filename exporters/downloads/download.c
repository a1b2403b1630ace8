/* What an entry of derived.json is as a download. Sends none, and does not look whether it is
 * there.
 */
#include "hiraku/exporters/downloads/download.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

uint64_t download_changed_in(const struct manifest *manifest, const struct artifact *file,
                             const struct artifact_format *format, time_t *at)
{
    /* a workbook says the names of what its rows refer to, which are inputs of hidden columns */
    const struct writer *writer = artifact_writer(format);
    unsigned without = writer ? writer->without : 0;
    const struct resource *table = file->table[0] ? model_resource(slice_of(file->table)) : NULL;
    return manifest_changed_in(manifest, table, without, at);
}

bool download_read(struct download *download, const struct manifest *manifest,
                   const struct artifact *file)
{
    time_t at;
    struct artifact_name read;
    download->file = file;
    download->name = layout_artifact_file(file->path);
    if (!download->name || !artifact_name_read(artifact_formats, slice_of(download->name), &read))
        return false;
    download->format = read.format;
    download->packed = read.packed;
    download_changed_in(manifest, file, read.format, &at);
    clock_rfc3339(at, download->modified);
    return true;
}

bool download_has(const struct artifacts *artifacts, const struct resource *resource,
                  const char *suffix)
{
    const struct artifact *file =
        artifacts_find(artifacts, layout_table_artifact(resource->name, suffix).text);
    return file && artifact_is_there(file);
}

const char *downloads_missing(const struct artifacts *artifacts)
{
    const struct artifact *all = artifacts_find(artifacts, layout_artifact(slice_of("")).text);
    return all ? all->missing : NULL;
}
