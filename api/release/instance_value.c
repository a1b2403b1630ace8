/* Values and names of instance.json that are nearly right: what to write instead.
 *
 * Reads no instance; instance_file.c does. */
#include "instance_value.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_text.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/resource.h"

#include <dirent.h>
#include <stdlib.h>

enum { VALUE_SHOWN = 200, NAME_MOST = 256 };

static struct slice value_quoted(struct arena *arena, struct slice text)
{
    struct out out;
    out_open_memory(&out, 4096);
    json_quote(&out, text);
    struct slice quoted = arena_copy(arena, out_written(&out));
    out_close(&out);
    return quoted;
}

struct slice instance_value_shown(struct arena *arena, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    struct slice shown = arena_copy(arena, utf8_cut(slice_of(text), VALUE_SHOWN));
    free(text);
    return shown;
}

struct slice instance_value_meant(struct arena *arena, const struct column *column,
                                  const json_t *value)
{
    if (json_is_array(value) && json_array_size(value) == 1)
        value = json_array_get(value, 0);
    if (json_is_array(value) || json_is_object(value) || json_is_null(value))
        return SLICE_NONE;
    if (column->type == TYPE_INT)
        return json_is_integer(value) ? instance_value_shown(arena, value) : SLICE_NONE;
    return json_is_string(value) ? value_quoted(arena, slice_of(json_string_value(value)))
                                 : value_quoted(arena, instance_value_shown(arena, value));
}

/* instance.json when letters are compared without case and width, and what systems, browsers and
 * people add to a name is left out. */
static bool name_is_near(struct arena *arena, const char *name)
{
    static const char stem[] = "instance";
    struct slice text = slice_of(name);
    if (text.len >= NAME_MOST || !utf8_is_valid(text))
        return false;
    text = arena_copy(arena, text_nfkc(arena, text));
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'A' && text.at[i] <= 'Z')
            ((char *)text.at)[i] |= 0x20;
    const char *json = text.len ? memmem(text.at, text.len, "json", 4) : NULL;
    return json && memmem(text.at, (size_t)(json - text.at), stem, strlen(stem));
}

struct slice instance_name_near(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct slice folder = slash ? (struct slice){path, (size_t)(slash - path) + 1} : slice_of(".");
    struct slice found = {NULL, 0}, copy = arena_copy(arena, folder);
    DIR *open = copy.at ? opendir(copy.at) : NULL;
    const struct dirent *entry;
    while (open && (entry = readdir(open))) {
        struct slice name = slice_of(entry->d_name);
        if (name.at[0] != '.' && name_is_near(arena, entry->d_name) &&
            (found.len == 0 || slice_compare(name, found) < 0))
            found = arena_copy(arena, name);
    }
    if (open)
        closedir(open);
    return found;
}
