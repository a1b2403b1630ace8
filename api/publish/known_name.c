/* Whether a file is named like one that releases have: what to say of a file whose content is that
 * of none (identify.c).
 *
 * Knows the names of downloads as /v1/downloads lists them and as Content-Disposition has them kept
 * (CODE_TABLE_DAY.csv, in Japanese, too), and those of the archive's members. A name proves
 * nothing; digests do. */
#include "parts.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/model/registry.h"

#include <ctype.h>

enum { CODE_SIZE = 6 };

static const char digit_day[] = "_0000-00-00";

static bool ends(struct slice text, const char *end)
{
    size_t len = strlen(end);
    return text.len >= len && memcmp(text.at + text.len - len, end, len) == 0;
}

/* Takes away what browsers put before the last ending of a second copy: "a (1).csv", "a(1).csv". */
static void take_copy(struct slice *name, char *buffer, size_t size)
{
    size_t dot = name->len, at;
    while (dot > 0 && name->at[dot - 1] != '.')
        dot--;
    if (dot < 4 || name->at[dot - 2] != ')' || name->len >= size)
        return;
    at = dot - 2;
    while (at > 0 && isdigit((unsigned char)name->at[at - 1]))
        at--;
    if (at == dot - 2 || at == 0 || name->at[at - 1] != '(')
        return;
    at--;
    at -= at > 0 && name->at[at - 1] == ' ';
    memcpy(buffer, name->at, at);
    memcpy(buffer + at, name->at + dot - 1, name->len - dot + 1);
    *name = (struct slice){buffer, at + name->len - dot + 1};
}

static void take_code(struct slice *stem)
{
    size_t len = 0;
    while (len < stem->len && isdigit((unsigned char)stem->at[len]))
        len++;
    if (len != CODE_SIZE || stem->len == len || stem->at[len] != '_')
        return;
    stem->at += len + 1;
    stem->len -= len + 1;
}

static void known_name_take_day(struct slice *stem)
{
    size_t len = sizeof digit_day - 1;
    if (stem->len <= len)
        return;
    const char *at = stem->at + stem->len - len;
    for (size_t i = 0; i < len; i++)
        if (digit_day[i] == '0' ? !isdigit((unsigned char)at[i]) : at[i] != digit_day[i])
            return;
    stem->len -= len;
}

static bool is_table(struct slice stem)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (slice_is(stem, model_resources[i]->name) ||
            slice_is(stem, model_resources[i]->title_ja))
            return true;
    return false;
}

static bool is_download(struct slice name)
{
    struct artifact_name read;
    if (!artifact_name_read(artifact_formats, name, &read))
        return false;
    struct slice stem = read.stem;
    if (read.format->scope == ARTIFACT_ALL) { /* "hiraku-141003-7" or "141003_TITLE_公開版7" */
        while (stem.len > 0 && isdigit((unsigned char)stem.at[stem.len - 1]))
            stem.len--;
        return read.release > 0 || ends(stem, "_公開版");
    }
    take_code(&stem);
    known_name_take_day(&stem);
    return is_table(stem);
}

bool name_is_known(const char *path, bool downloads_only)
{
    static const char *const others[] = {"README.txt",    "LICENCE.txt",      "dictionary.csv",
                                         "codes.csv",     "datapackage.json", layout_changes,
                                         layout_instance, layout_reasons,     layout_retired};
    char buffer[RELEASE_PATH_SIZE];
    const char *slash = strrchr(path, '/');
    struct slice name = slice_of(slash ? slash + 1 : path);
    take_copy(&name, buffer, sizeof buffer);
    for (size_t i = 0; i < sizeof others / sizeof *others && !downloads_only; i++)
        if (slice_is(name, others[i]))
            return true;
    return is_download(name);
}
