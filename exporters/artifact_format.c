/* What follows from the rows of artifact_format.h: types and names of files. Makes none, and knows
 * no row. */
#include "hiraku/exporters/artifact_format.h"

#include "hiraku/exporters/rows/csv_profile.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/layout.h"

#include <inttypes.h>
#include <stdio.h>

#define PREFIX "hiraku-"

enum { NUMBER_DIGITS = 18, DECIMAL = 10 };

const char *artifact_packing(const struct artifact_format *format, bool packed)
{
    return packed ? "application/gzip" : format->packs ? "application/zstd" : NULL;
}

const struct writer *artifact_writer(const struct artifact_format *format)
{
    return format->packs ? format->packs->writer : format->writer;
}

const char *artifact_media_type(const struct artifact_format *format, bool packed)
{
    const char *packing = artifact_packing(format, packed);
    if (packing)
        return packing;
    if (format->profile != PROFILE_PLAIN)
        return csv_profile_media_type(format->profile);
    return format->writer ? format->writer->media_type : format->media_type;
}

bool artifact_is_neutral(const struct artifact_format *format)
{
    const struct writer *writer = artifact_writer(format);
    return writer && writer->neutral;
}

const struct artifact_format *artifact_of_writer(const struct artifact_format *const *formats,
                                                 const struct writer *writer, enum profile profile)
{
    for (; *formats; formats++)
        if ((*formats)->writer == writer && (*formats)->profile == profile)
            return *formats;
    return NULL;
}

void artifact_name(char name[ARTIFACT_NAME_SIZE], const struct artifact_format *format,
                   const struct resource *table, const struct instance *instance, uint64_t release)
{
    const char *code = instance->publisher_code;
    if (format->scope != ARTIFACT_ALL)
        snprintf(name, ARTIFACT_NAME_SIZE, "%s.%s", table->name, format->suffix);
    else
        snprintf(name, ARTIFACT_NAME_SIZE, PREFIX "%s%s%" PRIu64 ".%s", code ? code : "",
                 code && *code ? "-" : "", release, format->suffix);
}

/* "hiraku-141003-7": 7, written in one way only; 0: it ends in no number of a release. */
static uint64_t release_of(struct slice stem)
{
    uint64_t number = 0;
    size_t at = stem.len;
    while (at > 0 && stem.at[at - 1] >= '0' && stem.at[at - 1] <= '9')
        at--;
    if (!slice_starts(stem, PREFIX) || at == stem.len || stem.len - at > NUMBER_DIGITS ||
        stem.at[at] == '0' || stem.at[at - 1] != '-')
        return 0;
    for (; at < stem.len; at++)
        number = number * DECIMAL + (uint64_t)(stem.at[at] - '0');
    return number;
}

static bool has_suffix(struct slice name, const char *suffix)
{
    size_t len = strlen(suffix);
    return name.len > len + 1 && name.at[name.len - len - 1] == '.' &&
           memcmp(name.at + name.len - len, suffix, len) == 0;
}

bool artifact_name_read(const struct artifact_format *const *formats, struct slice name,
                        struct artifact_name *read)
{
    size_t longest = 0;
    *read = (struct artifact_name){.packed = layout_cut_packed(&name)};
    for (; *formats; formats++) {
        size_t len = strlen((*formats)->suffix);
        if ((*formats)->scope == ARTIFACT_ON_REQUEST || len <= longest ||
            !has_suffix(name, (*formats)->suffix))
            continue;
        longest = len;
        read->format = *formats;
    }
    if (!read->format)
        return false;
    read->stem = (struct slice){name.at, name.len - longest - 1};
    read->release = read->format->scope == ARTIFACT_ALL ? release_of(read->stem) : 0;
    return true;
}
