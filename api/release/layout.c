/* See layout.h. Reads and writes no file. */
#include "hiraku/release/layout.h"

#include "hiraku/model/resource.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_DIGITS = 18, DECIMAL = 10 };

#define DATA       "data"
#define DOWNLOADS  "files"
#define PAGES      "pages"
#define SITE       "site"
#define CARDS      "cards"
#define RELEASES   "releases"
#define CURRENT    "current"
#define PULL       "pull"
#define PACKED     ".gz"
#define UNFINISHED ".tmp"
#define REPLACED   ".old"

const char layout_manifest[] = "release.json";
const char layout_instance[] = "instance.json";
const char layout_changes[] = "changes.csv";
const char layout_reasons[] = "reasons.csv";
const char layout_retired[] = "retired.csv";
const char layout_data[] = DATA;
const char layout_own_list[] = "own.sha256";
const char layout_pages[] = PAGES;
const char layout_site[] = SITE;
const char layout_checkpoint[] = "checkpoint";
const char layout_manifest_signature[] = "release.json.minisig";
const char layout_withdrawal[] = "withdrawn.json";
const char layout_file_digests[] = "SHA256SUMS";
const char layout_file_digests_signature[] = "SHA256SUMS.minisig";
const char layout_artifact_list[] = "derived.json";
const char layout_database[] = "store.sqlite";
const char layout_columns[] = "store.columns";
const char layout_artifacts[] = DOWNLOADS;
const char layout_cards[] = CARDS;
const char layout_releases[] = RELEASES;
const char layout_current[] = CURRENT;
const char layout_current_next[] = CURRENT UNFINISHED;
const char layout_lock[] = "lock";
const char layout_pull[] = PULL;
const char layout_origin[] = "origin.json";

const char *const layout_signatures[LAYOUT_SIGNATURES + 1] = {
    layout_checkpoint, layout_manifest_signature, layout_file_digests,
    layout_file_digests_signature, NULL};
const char *const layout_opened[LAYOUT_OPENED + 1] = {layout_database, layout_columns, NULL};

bool layout_is_opened(const char *name)
{
    for (const char *const *opened = layout_opened; *opened; opened++)
        if (strcmp(*opened, name) == 0)
            return true;
    return false;
}

/* --- in a release ------------------------------------------------------------------------------
 */

__attribute__((format(printf, 1, 2))) static struct layout_name layout_printf(const char *format,
                                                                              ...)
{
    struct layout_name name;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(name.text, sizeof name.text, format, arguments);
    va_end(arguments);
    return name;
}

struct layout_name layout_table_csv(const struct resource *table)
{
    return layout_printf(DATA "/%s.csv", table->name);
}

struct layout_name layout_artifact(struct slice file)
{
    return layout_printf(DOWNLOADS "/%.*s", (int)file.len, file.at);
}

struct layout_name layout_table_artifact(const char *table, const char *suffix)
{
    return layout_printf(DOWNLOADS "/%s.%s", table, suffix);
}

struct layout_name layout_card(const char *table, struct slice id)
{
    return layout_printf(CARDS "/%s.%.*s.png", table, (int)id.len, id.at);
}

struct layout_name layout_card_file(struct slice file)
{
    return layout_printf(CARDS "/%.*s", (int)file.len, file.at);
}

struct layout_name layout_packed(const char *name)
{
    return layout_printf("%s" PACKED, name);
}

/* The endings of pages, by enum language. */
static const char *const layout_page_endings[] = {
    [LANGUAGE_JA] = ".ja.md",
    [LANGUAGE_EN] = ".en.md",
};

struct layout_name layout_page(struct slice name, enum language language)
{
    return layout_printf(PAGES "/%.*s%s", (int)name.len, name.at, layout_page_endings[language]);
}

bool layout_page_read(struct slice path, struct slice *name, enum language *language)
{
    static const char folder[] = PAGES "/";
    if (!slice_starts(path, folder))
        return false;
    path = slice_from(path, sizeof folder - 1);
    const char *ending = memchr(path.at, '.', path.len);
    *name = (struct slice){path.at, ending ? (size_t)(ending - path.at) : 0};
    struct slice rest = slice_from(path, name->len);
    *language = slice_is(rest, layout_page_endings[LANGUAGE_EN]) ? LANGUAGE_EN : LANGUAGE_JA;
    bool good = name->len > 0 && name->len <= LAYOUT_PAGE_NAME_MAX && name->at[0] != '-' &&
                slice_is(rest, layout_page_endings[*language]);
    for (size_t i = 0; i < name->len && good; i++)
        good = name->at[i] == '-' || (name->at[i] >= '0' && name->at[i] <= '9') ||
               (name->at[i] >= 'a' && name->at[i] <= 'z');
    return good;
}

struct layout_name layout_site_file(const char *file)
{
    return layout_printf(SITE "/%s", file);
}

/* What stands behind the folder; NULL: it is another one. */
static const char *layout_below(const char *name, const char *folder)
{
    size_t len = strlen(folder);
    return strncmp(name, folder, len) == 0 ? name + len : NULL;
}

const char *layout_site_file_name(const char *name)
{
    return layout_below(name, SITE "/");
}

const char *layout_artifact_file(const char *name)
{
    return layout_below(name, DOWNLOADS "/");
}

bool layout_cut_packed(struct slice *name)
{
    size_t len = sizeof PACKED - 1;
    if (name->len <= len || memcmp(name->at + name->len - len, PACKED, len) != 0)
        return false;
    name->len -= len;
    return true;
}

/* --- in a store --------------------------------------------------------------------------------
 */

struct layout_name layout_release(uint64_t number)
{
    return layout_printf(RELEASES "/%" PRIu64, number);
}

void layout_release_dir(const char *store, uint64_t number, char dir[FILE_PATH_SIZE])
{
    snprintf(dir, FILE_PATH_SIZE, "%s/%s", store, layout_release(number).text);
}

enum status layout_unfinished(const char *store, uint64_t number, char dir[FILE_PATH_SIZE],
                              struct problem *p)
{
    return file_path(dir, store, layout_printf("%s" UNFINISHED, layout_release(number).text).text,
                     p);
}

enum status layout_replaced(const char *store, uint64_t number, char dir[FILE_PATH_SIZE],
                            struct problem *p)
{
    return file_path(dir, store, layout_printf("%s" REPLACED, layout_release(number).text).text, p);
}

enum status layout_pulled(const char *store, uint64_t number, char dir[FILE_PATH_SIZE],
                          struct problem *p)
{
    return file_path(dir, store, layout_printf(PULL "/%" PRIu64, number).text, p);
}

static const char *last_segment(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void layout_sibling(const char *dir, uint64_t number, char sibling[FILE_PATH_SIZE])
{
    int folder = (int)(last_segment(dir) - dir);
    snprintf(sibling, FILE_PATH_SIZE, "%.*s%" PRIu64, folder, dir, number);
}

uint64_t layout_number(const char *dir, bool *whole)
{
    const char *name = last_segment(dir);
    size_t digits = strspn(name, "0123456789");
    const char *end = name + digits;
    *whole = *end == '\0';
    if (*name == '0' || digits == 0 || digits > NUMBER_DIGITS ||
        !(*whole || strcmp(end, UNFINISHED) == 0 || strcmp(end, REPLACED) == 0))
        return 0;
    return strtoull(name, NULL, DECIMAL);
}
