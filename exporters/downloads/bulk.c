/* Which downloads are made and what makes them (bulk.h), and their names. Makes none itself. */
#include "hiraku/exporters/downloads/bulk.h"

#include "hiraku/exporters/file_kind.h"
#include "hiraku/exporters/rows/csv_profile.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"

#include <inttypes.h>
#include <stdio.h>

static void take_writer(struct bulk_kind *kind, const struct writer *writer)
{
    kind->writer = writer;
    kind->media_type = writer->media_type;
    kind->packed = true;
    kind->neutral = writer->neutral;
    kind->limited = writer->form != QUERY_CSV;
}

/* What makes the files with this suffix; false: nothing does. */
static bool set_maker(struct bulk_kind *kind)
{
    const struct writer *writer = writer_by_name(slice_of(kind->suffix));
    if (writer && writer->file) {
        take_writer(kind, writer);
    } else if (strcmp(kind->suffix, "excel.csv") == 0) {
        take_writer(kind, &writer_csv);
        kind->profile = PROFILE_EXCEL;
        kind->media_type = csv_profile_media_type(kind->profile);
    } else {
        kind->all = strcmp(kind->suffix, "zip") == 0 || strcmp(kind->suffix, "sqlite") == 0;
        return kind->all || strcmp(kind->suffix, "xlsx") == 0;
    }
    return true;
}

static bool is_known(const char *suffix)
{
    for (size_t i = 0; file_kinds[i].suffix; i++)
        if (strcmp(file_kinds[i].suffix + 1, suffix) == 0)
            return true;
    return false;
}

size_t bulk_kinds(struct bulk_kind kinds[BULK_KINDS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; file_kinds[i].suffix && count < BULK_KINDS_MAX; i++) {
        kinds[count] = (struct bulk_kind){.suffix = file_kinds[i].suffix + 1,
                                          .media_type = file_kinds[i].media_type,
                                          .title_ja = file_kinds[i].title_ja,
                                          .title_en = file_kinds[i].title_en};
        count += set_maker(&kinds[count]);
    }
    for (size_t i = 0; writers[i] && count < BULK_KINDS_MAX; i++) {
        struct bulk_kind kind = {
            .suffix = writers[i]->name, .title_ja = writers[i]->name, .title_en = writers[i]->name};
        if (!writers[i]->file || is_known(writers[i]->name))
            continue;
        take_writer(&kind, writers[i]);
        kinds[count++] = kind;
    }
    return count;
}

bool bulk_kind_of(struct slice name, struct bulk_kind *kind)
{
    struct bulk_kind kinds[BULK_KINDS_MAX];
    size_t count = bulk_kinds(kinds), longest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(kinds[i].suffix);
        if (len <= longest || name.len <= len + 1 || name.at[name.len - len - 1] != '.' ||
            memcmp(name.at + name.len - len, kinds[i].suffix, len) != 0)
            continue;
        longest = len;
        *kind = kinds[i];
    }
    return longest > 0;
}

void bulk_name(char name[BULK_NAME_SIZE], const struct bulk_kind *kind,
               const struct resource *table, const struct instance *instance, uint64_t release)
{
    const char *code = instance->publisher_code;
    if (!kind->all)
        snprintf(name, BULK_NAME_SIZE, "%s.%s", table->name, kind->suffix);
    else
        snprintf(name, BULK_NAME_SIZE, "hiraku-%s%s%" PRIu64 ".%s", code ? code : "",
                 code && *code ? "-" : "", release, kind->suffix);
}

uint64_t bulk_release(struct slice name)
{
    struct bulk_kind kind;
    uint64_t number = 0;
    if (!slice_starts(name, "hiraku-") || !bulk_kind_of(name, &kind) || !kind.all)
        return 0;
    size_t end = name.len - strlen(kind.suffix) - 1, at = end;
    while (at > 0 && name.at[at - 1] >= '0' && name.at[at - 1] <= '9')
        at--;
    if (at == end || end - at > 18 || name.at[at] == '0' || name.at[at - 1] != '-')
        return 0;
    for (; at < end; at++)
        number = number * 10 + (uint64_t)(name.at[at] - '0');
    return number;
}
