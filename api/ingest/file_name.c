/* What a name in data/ says about a file: a table, something to pass over, or something that got
 * there by mistake.
 *
 * Letters are compared without case and width. A table is recognised by its name, by its name in
 * the singular, by its Japanese title, or by one mistyped letter or so. Opens nothing. */
#include "file_name.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#include <strings.h>

enum { FOLD_MEMORY = 16384, FOLD_SIZE = 1024 };

static bool name_begins(const char *name, const char *prefix)
{
    return strncasecmp(name, prefix, strlen(prefix)) == 0;
}

static bool name_is_passed(const char *name)
{
    static const char *const whole[] = {"Thumbs.db",    "ehthumbs.db", "ehthumbs_vista.db",
                                        "desktop.ini",  "Icon\r",      "__MACOSX",
                                        "$RECYCLE.BIN", "@eaDir",      "System Volume Information",
                                        "lost+found"};
    if (name[0] == '.' || name_begins(name, "~$") || name_begins(name, "readme.") ||
        strncmp(name, "README", 6) == 0 || strncmp(name, "LICENSE", 7) == 0)
        return true;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strcasecmp(name, whole[i]) == 0)
            return true;
    return false;
}

/* Without case and width. */
static struct slice name_fold(struct arena *arena, const char *name)
{
    struct slice text = slice_of(name);
    if (text.len >= FOLD_SIZE || !utf8_is_valid(text))
        return SLICE_NONE;
    text = arena_copy(arena, text_nfkc(arena, text));
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'A' && text.at[i] <= 'Z')
            ((char *)text.at)[i] |= 0x20;
    return text;
}

static bool name_ends(struct slice name, const char *suffix)
{
    size_t len = strlen(suffix);
    return name.len > len && memcmp(name.at + name.len - len, suffix, len) == 0;
}

static bool name_ends_in(struct slice name, const char *const *suffixes)
{
    for (; *suffixes; suffixes++)
        if (name_ends(name, *suffixes))
            return true;
    return false;
}

/* --- tables ----------------------------------------------------------------------------------- */

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whether the word stands alone in the text. */
static bool has_word(struct slice text, const char *word)
{
    size_t len = strlen(word);
    const char *end = text.at + text.len;
    for (const char *at = text.at; at && (at = memmem(at, (size_t)(end - at), word, len)); at++)
        if ((at == text.at || !is_word_byte(at[-1])) && (at + len == end || !is_word_byte(at[len])))
            return true;
    return false;
}

static const struct resource *table_named_in(struct slice fold)
{
    for (size_t i = 0; model_input(i); i++) {
        const struct resource *resource = model_input(i);
        if (!resource->computed && has_word(fold, resource->name))
            return resource;
    }
    return NULL;
}

/* «indicators» for «indicator», «categories» for «category». */
static bool is_singular(struct slice stem, const char *name)
{
    size_t len = strlen(name);
    if (len == stem.len + 1 && name[len - 1] == 's')
        return memcmp(name, stem.at, stem.len) == 0;
    return stem.len > 1 && len == stem.len + 2 && strcmp(name + len - 3, "ies") == 0 &&
           stem.at[stem.len - 1] == 'y' && memcmp(name, stem.at, stem.len - 1) == 0;
}

/* The table with the longest title, or part of a title, that the name holds. */
static const struct resource *table_titled_in(struct slice fold)
{
    static const char separator[] = "・";
    const struct resource *best = NULL;
    size_t best_len = 0;
    for (size_t i = 0; model_input(i); i++) {
        const char *title = model_input(i)->title_ja;
        while (title && !model_input(i)->computed && *title) {
            const char *end = strstr(title, separator);
            size_t len = end ? (size_t)(end - title) : strlen(title);
            if (len > best_len && memmem(fold.at, fold.len, title, len)) {
                best = model_input(i);
                best_len = len;
            }
            title = end ? end + sizeof separator - 1 : title + len;
        }
    }
    return best;
}

static const struct resource *table_guessed(struct slice fold)
{
    const struct resource *titled = table_titled_in(fold);
    if (titled)
        return titled;
    for (size_t i = 0; model_input(i); i++)
        if (!model_input(i)->computed && is_singular(fold, model_input(i)->name))
            return model_input(i);
    struct slice nearest = model_nearest_resource(fold);
    const struct resource *resource = nearest.len > 0 ? model_input_as(nearest) : NULL;
    return resource && !resource->computed ? resource : NULL;
}

/* --- classes ---------------------------------------------------------------------------------- */

static enum file_class class_of(struct slice fold)
{
    static const char *const workbooks[] = {".xlsx", ".xlsm",    ".xlsb", ".xls", ".xltx",
                                            ".ods",  ".numbers", ".fods", NULL};
    static const char *const texts[] = {".txt", ".tsv", ".tab", ".prn", ".dat", NULL};
    static const char *const archives[] = {".zip", ".gz",  ".7z", ".lzh", ".rar",
                                           ".tar", ".bz2", ".xz", NULL};
    static const char *const spares[] = {".bak",        ".old",  ".orig", ".tmp",  ".temp",
                                         ".swp",        ".save", ".back", ".part", "~",
                                         ".crdownload", "#",     NULL};
    if (name_ends(fold, ".csv") || name_ends(fold, ".csv.txt"))
        return FILE_MISNAMED;
    return name_ends_in(fold, workbooks)  ? FILE_WORKBOOK
           : name_ends_in(fold, texts)    ? FILE_TEXT
           : name_ends_in(fold, archives) ? FILE_ARCHIVE
           : name_ends_in(fold, spares)   ? FILE_SPARE
                                          : FILE_OTHER;
}

/* The name up to its first full stop. */
static struct slice stem_of(struct slice fold)
{
    const char *stop = fold.len ? memchr(fold.at, '.', fold.len) : NULL;
    return (struct slice){fold.at, stop ? (size_t)(stop - fold.at) : fold.len};
}

/* --- folders ---------------------------------------------------------------------------------- */

static bool file_name_is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool has_letters(struct slice fold, const char *word)
{
    size_t len = strlen(word);
    for (size_t at = 0; at + len <= fold.len; at++)
        if (memcmp(fold.at + at, word, len) == 0 &&
            (at == 0 || !file_name_is_letter(fold.at[at - 1])) &&
            (at + len == fold.len || !file_name_is_letter(fold.at[at + len])))
            return true;
    return false;
}

/* Eight digits in a row, perhaps with a sign between year, month and day: 20240401, 2024-04-01. */
static bool has_day(struct slice fold)
{
    size_t digits = 0;
    for (size_t i = 0; i < fold.len; i++) {
        bool digit = fold.at[i] >= '0' && fold.at[i] <= '9';
        bool sign = (digits == 4 || digits == 6) && memchr("-_.", fold.at[i], 3);
        if (!digit && !sign)
            digits = 0;
        else if (digit && ++digits == 8)
            return true;
    }
    return false;
}

static bool is_aside(struct slice fold)
{
    static const char *const words[] = {"backup", "backups",  "bak",   "back", "bk",   "old",
                                        "copy",   "archive",  "tmp",   "temp", "orig", "original",
                                        "prev",   "previous", "draft", "trash"};
    static const char *const parts[] = {"控え", "コピー", "バックアップ", "アーカイブ", "退避",
                                        "古い", "下書き", "ゴミ箱",       "ごみ箱"};
    static const char *const former[] = {"旧データ", "旧版", "旧ファイル", "旧資料",
                                         "旧バージョン"};
    static const char mark[] = "旧";
    size_t len = sizeof mark - 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_letters(fold, words[i]))
            return true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (memmem(fold.at, fold.len, parts[i], strlen(parts[i])))
            return true;
    for (size_t i = 0; i < sizeof former / sizeof *former; i++)
        if (slice_starts(fold, former[i]))
            return true;
    /* «旧花野町» is a place */
    return fold.len >= len && memcmp(fold.at + fold.len - len, mark, len) == 0;
}

bool file_name_is_aside(const char *folder, bool *dated)
{
    struct arena arena;
    arena_init(&arena, FOLD_MEMORY);
    struct slice fold = name_fold(&arena, folder);
    bool aside = fold.len > 0 && is_aside(fold);
    *dated = !aside && fold.len > 0 && has_day(fold);
    arena_free(&arena);
    return aside || *dated;
}

/* --- files ------------------------------------------------------------------------------------ */

struct file_name file_name_read(const char *name)
{
    struct file_name file = {.class = FILE_OTHER, .stem = slice_of(name)};
    if (name_is_passed(name)) {
        file.class = FILE_PASSED;
        return file;
    }
    if (name_ends(file.stem, ".csv")) {
        file.stem.len -= 4;
        file.resource = model_input_as(file.stem);
        file.class = file.resource ? FILE_TABLE : FILE_MISNAMED;
    }
    if (file.class == FILE_TABLE)
        return file;
    struct arena arena;
    arena_init(&arena, FOLD_MEMORY);
    struct slice fold = name_fold(&arena, name), stem = stem_of(fold);
    if (fold.len > 0) {
        file.class = class_of(fold);
        file.resource = table_named_in(fold);
        bool whole = file.resource && slice_is(stem, file.resource->name);
        if (file.class == FILE_MISNAMED && file.resource && !whole)
            file.class = FILE_VERSION;
        if (file.class == FILE_OTHER && memchr(fold.at, '.', fold.len) == NULL)
            file.class = FILE_MISNAMED;
        if (!file.resource && file.class != FILE_SPARE)
            file.resource = table_guessed(stem);
    }
    arena_free(&arena);
    return file;
}
