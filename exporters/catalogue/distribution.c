/* The distributions of a table: files that are ready, and URLs that make a form when it is asked
 * for. */
#include "hiraku/exporters/catalogue/distribution.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

uint64_t distribution_bit(const struct artifact_format *const *formats,
                          const struct artifact_format *format)
{
    uint64_t bit = 1;
    for (; *formats && *formats != format; formats++)
        bit <<= 1;
    return bit;
}

void distribution_path(struct out *out, const struct distribution *one)
{
    out_text(out, one->file ? "/v1/downloads/" : "/v1/");
    iri_segment(out, one->name);
}

void distribution_name(const struct distribution *one, char name[DISTRIBUTION_NAME_SIZE])
{
    bool of_all = one->file && !one->file->table[0];
    if (of_all)
        snprintf(name, DISTRIBUTION_NAME_SIZE, "all.%s", one->format->suffix);
    else
        snprintf(name, DISTRIBUTION_NAME_SIZE, "%.*s", (int)one->name.len, one->name.at);
    for (char *c = name; *c; c++)
        if (*c == '.')
            *c = '-';
}

void catalogue_distributions(const struct catalogue *catalogue, const struct resource *resource,
                             void (*found)(void *context, const struct distribution *one),
                             void *context)
{
    const struct artifact_format *const *formats = catalogue->formats;
    uint64_t ready = 0; /* a bit for each format */
    for (size_t i = 0; catalogue->artifacts && i < catalogue->artifacts->count; i++) {
        const struct artifact *file = &catalogue->artifacts->files[i];
        const char *name = layout_artifact_file(file->path);
        struct artifact_name read;
        if (!name || !artifact_is_there(file) ||
            !artifact_name_read(formats, slice_of(name), &read) ||
            model_resource(read.stem) != resource)
            continue;
        ready |= distribution_bit(formats, read.format);
        found(context, &(struct distribution){slice_of(name), read.format, file, read.packed});
    }
    for (size_t i = 0; resource && writers[i]; i++) {
        char name[DISTRIBUTION_NAME_SIZE];
        const struct artifact_format *format =
            artifact_of_writer(formats, writers[i], PROFILE_PLAIN);
        if (!format || ready & distribution_bit(formats, format))
            continue;
        snprintf(name, sizeof name, "%s.%s", resource->name, format->suffix);
        found(context, &(struct distribution){slice_of(name), format, NULL, false});
    }
}

static void distribution_count(void *context, const struct distribution *one)
{
    (void)one;
    ++*(size_t *)context;
}

bool catalogue_has_all(const struct catalogue *catalogue)
{
    size_t files = 0;
    catalogue_distributions(catalogue, NULL, distribution_count, &files);
    return files > 0;
}
