/* The distributions of a table: files that are ready, and URLs that make a form when it is asked
 * for. */
#include "hiraku/exporters/catalogue/distribution.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/file_kind.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

void distribution_path(struct out *out, const struct distribution *one)
{
    out_text(out, one->file ? "/v1/downloads/" : "/v1/");
    iri_segment(out, one->name);
}

void distribution_name(const struct distribution *one, char name[DISTRIBUTION_NAME_SIZE])
{
    bool of_all = one->file && !one->file->table[0];
    if (of_all)
        snprintf(name, DISTRIBUTION_NAME_SIZE, "all%s", one->kind->suffix);
    else
        snprintf(name, DISTRIBUTION_NAME_SIZE, "%.*s", (int)one->name.len, one->name.at);
    for (char *c = name; *c; c++)
        if (*c == '.')
            *c = '-';
}

static const struct file_kind *kind_of(const struct writer *writer)
{
    for (const struct file_kind *kind = file_kinds; kind->suffix; kind++)
        if (strcmp(kind->suffix + 1, writer->name) == 0)
            return kind;
    return NULL;
}

void catalogue_distributions(const struct catalogue *catalogue, const struct resource *resource,
                             void (*found)(void *context, const struct distribution *one),
                             void *context)
{
    unsigned ready = 0;
    struct ready_name download;
    for (size_t i = 0; catalogue->artifacts && i < catalogue->artifacts->count; i++) {
        const struct artifact *file = &catalogue->artifacts->files[i];
        if (!artifact_is_there(file) || !file_kind_read(file->path, &download) ||
            download.resource != resource)
            continue;
        ready |= 1U << (download.kind - file_kinds);
        found(context, &(struct distribution){download.name, download.kind, file, download.packed});
    }
    for (size_t i = 0; resource && writers[i]; i++) {
        char name[160];
        const struct file_kind *kind = kind_of(writers[i]);
        if (!kind || ready & 1U << (kind - file_kinds))
            continue;
        snprintf(name, sizeof name, "%s%s", resource->name, kind->suffix);
        found(context, &(struct distribution){slice_of(name), kind, NULL, false});
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
