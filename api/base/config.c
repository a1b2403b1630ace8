/* Settings from a file, the environment and single options, all by the table config.def.
 *
 * An environment variable that is empty counts as not set; one with an unknown name is not an
 * error, since a container platform makes up names of its own (HIRAKU_SERVICE_HOST …). HIRAKU_PORT
 * is the port of `listen`; what is no port there («tcp://…») is such a platform's, too. Does not
 * read the command line and does not know what a setting means. */
#include "hiraku/base/config.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILE_LINE_SIZE = 2048, NAME_SIZE = 64, TEXT_SIZE = 512, OPTION_WIDTH = 34 };

struct setting {
    const char *name; /* with _ */
    bool number;
    size_t offset; /* in struct config */
    const char *text;
    int64_t fallback, low, high;
    const char *unit;
    const char *doc[2]; /* by enum language */
};

static const struct setting settings[] = {
#define SETTING_TEXT(name, fallback, ja, en)                                                       \
    {#name, false, offsetof(struct config, name), fallback, 0, 0, 0, "", {ja, en}},
#define SETTING_INT(name, fallback, low, high, unit, ja, en)                                       \
    {#name, true, offsetof(struct config, name), "", fallback, low, high, unit, {ja, en}},
#include "hiraku/base/config.def"
#undef SETTING_TEXT
#undef SETTING_INT
};

enum { SETTING_COUNT = sizeof settings / sizeof *settings };

static char *config_text_of(struct config *config, const struct setting *setting)
{
    return (char *)config + setting->offset;
}

static int64_t *number_of(struct config *config, const struct setting *setting)
{
    return (int64_t *)(void *)((char *)config + setting->offset);
}

/* The name with _ for -, NUL-terminated; false if it is too long to be one. */
static bool canonical_name(struct slice name, char canonical[NAME_SIZE])
{
    if (name.len >= NAME_SIZE)
        return false;
    for (size_t i = 0; i < name.len; i++)
        canonical[i] = name.at[i] == '-' ? '_' : name.at[i];
    canonical[name.len] = '\0';
    return true;
}

static const struct setting *config_find(struct slice name)
{
    char canonical[NAME_SIZE];
    if (!canonical_name(name, canonical))
        return NULL;
    for (size_t i = 0; i < SETTING_COUNT; i++)
        if (slice_is((struct slice){canonical, name.len}, settings[i].name))
            return &settings[i];
    return NULL;
}

bool config_knows(struct slice name)
{
    return config_find(name) != NULL;
}

/* --- setting ---------------------------------------------------------------------------------- */

static bool parse_number(struct slice text, int64_t *number)
{
    if (text.len == 0 || text.len > 18)
        return false;
    int64_t sum = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        sum = sum * 10 + (text.at[i] - '0');
    }
    *number = sum;
    return true;
}

static enum status refuse_number(const struct setting *setting, struct slice subject,
                                 struct slice value, struct problem *p)
{
    char bounds[64];
    snprintf(bounds, sizeof bounds, "%" PRId64 "–%" PRId64 "%s%s", setting->low, setting->high,
             setting->unit[0] ? " " : "", setting->unit);
    problem_set(p, STATUS_BAD_SETTING, subject, value, NULL);
    problem_allow(p, slice_of(bounds));
    return STATUS_BAD_SETTING;
}

/* `subject` is the setting as the user knows it: an option, a variable, a line of a file. */
static enum status config_assign(struct config *config, const struct setting *setting,
                                 struct slice subject, struct slice value, struct problem *p)
{
    if (setting->number) {
        int64_t number;
        if (!parse_number(value, &number) || number < setting->low || number > setting->high)
            return refuse_number(setting, subject, value, p);
        *number_of(config, setting) = number;
        return STATUS_OK;
    }
    if (value.len >= TEXT_SIZE)
        return problem_set(p, STATUS_BAD_SETTING, subject, value, "longer than 511 bytes");
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] < 0x20 || value.at[i] == 0x7F)
            return problem_set(p, STATUS_BAD_SETTING, subject, value, "a control character");
    char *text = config_text_of(config, setting);
    if (value.len > 0)
        memcpy(text, value.at, value.len);
    text[value.len] = '\0';
    return STATUS_OK;
}

static enum status config_unknown(struct slice name, const char *where, struct problem *p)
{
    char canonical[NAME_SIZE];
    struct slice names[SETTING_COUNT];
    for (size_t i = 0; i < SETTING_COUNT; i++)
        names[i] = slice_of(settings[i].name);
    problem_set(p, STATUS_USAGE, name, slice_of(where), NULL);
    if (canonical_name(name, canonical))
        problem_nearest(p, text_nearest(slice_of(canonical), names, SETTING_COUNT));
    for (size_t i = 0; i < SETTING_COUNT; i++)
        problem_allow(p, names[i]);
    return STATUS_USAGE;
}

enum status config_set(struct config *config, struct slice name, struct slice value,
                       struct problem *p)
{
    const struct setting *setting = config_find(name);
    return setting ? config_assign(config, setting, name, value, p)
                   : config_unknown(name, "hiraku serve --help", p);
}

/* --- sources ---------------------------------------------------------------------------------- */

static void set_fallbacks(struct config *config)
{
    memset(config, 0, sizeof *config);
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        if (settings[i].number)
            *number_of(config, &settings[i]) = settings[i].fallback;
        else
            memcpy(config_text_of(config, &settings[i]), settings[i].text,
                   strlen(settings[i].text) + 1);
    }
}

/* The line without its comment: a # at its beginning or behind white space. Trimmed first: a BOM
 * may stand there. */
static struct slice without_comment(struct slice line)
{
    line = text_trim(line);
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] == '#' && (i == 0 || line.at[i - 1] == ' ' || line.at[i - 1] == '\t'))
            line.len = i;
    return text_trim(line);
}

static enum status read_line(struct config *config, struct slice line, const char *where,
                             bool seen[SETTING_COUNT], struct problem *p)
{
    line = without_comment(line);
    if (line.len == 0)
        return STATUS_OK;
    const char *sign = memchr(line.at, '=', line.len);
    if (!sign)
        return problem_set(p, STATUS_SETTING_NO_LINE, line, slice_of(where), NULL);
    size_t at = (size_t)(sign - line.at);
    struct slice name = text_trim((struct slice){line.at, at});
    struct slice value = text_trim((struct slice){sign + 1, line.len - at - 1});
    const struct setting *setting = config_find(name);
    if (!setting)
        return config_unknown(name, where, p);
    char subject[640];
    snprintf(subject, sizeof subject, "%s: %s", where, setting->name);
    bool *again = &seen[setting - settings];
    if (*again)
        return problem_set(p, STATUS_SETTING_TWICE, slice_of(setting->name), slice_of(where), NULL);
    *again = true;
    return config_assign(config, setting, slice_of(subject), value, p);
}

static enum status config_read_file(struct config *config, const char *path, struct problem *p)
{
    bool seen[SETTING_COUNT] = {false}, more = true;
    char text[FILE_LINE_SIZE], where[600], most[24];
    struct slice line;
    struct in *in;
    unsigned long number = 0;
    enum status status = in_open(&in, path, IN_PLAIN, p);
    snprintf(most, sizeof most, "%d", FILE_LINE_SIZE - 1);
    while (status == STATUS_OK) {
        status = in_line(in, text, sizeof text, &line, &more, p);
        if (status != STATUS_OK || !more)
            break;
        snprintf(where, sizeof where, "%.512s:%lu", path, ++number);
        if (line.len == sizeof text)
            status =
                problem_set(p, STATUS_SETTING_LONG_LINE, slice_of(where), slice_of(most), NULL);
        else
            status = read_line(config, line, where, seen, p);
    }
    in_close(in);
    return status;
}

static enum status read_environment(struct config *config, struct problem *p)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        char variable[NAME_SIZE + 8] = "HIRAKU_";
        char *to = variable + strlen(variable);
        for (const char *from = settings[i].name; *from; from++)
            *to++ = *from >= 'a' && *from <= 'z' ? (char)(*from - 'a' + 'A') : *from;
        *to = '\0';
        const char *value = getenv(variable);
        if (!value || value[0] == '\0')
            continue;
        enum status status =
            config_assign(config, &settings[i], slice_of(variable), slice_of(value), p);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static void read_port(struct config *config)
{
    const char *text = getenv("HIRAKU_PORT"), *listen = getenv("HIRAKU_LISTEN");
    char *colon = strrchr(config->listen, ':');
    int64_t port;
    if (!text || (listen && *listen) || !colon || !parse_number(slice_of(text), &port) ||
        port > 65535)
        return;
    snprintf(colon + 1, sizeof config->listen - (size_t)(colon + 1 - config->listen), "%" PRId64,
             port);
}

enum status config_load(struct config *config, const char *file, struct problem *p)
{
    set_fallbacks(config);
    if (!file || file[0] == '\0')
        file = getenv("HIRAKU_CONFIG");
    if (file && file[0] != '\0') {
        enum status status = config_read_file(config, file, p);
        if (status != STATUS_OK)
            return status;
    }
    read_port(config);
    return read_environment(config, p);
}

/* --- showing ---------------------------------------------------------------------------------- */

static void put_bounds(struct out *out, const struct setting *setting)
{
    out_int(out, setting->low);
    out_text(out, "–");
    out_int(out, setting->high);
    if (setting->unit[0] != '\0') {
        out_char(out, ' ');
        out_text(out, setting->unit);
    }
}

static void put_help(struct out *out, enum language language, const struct setting *setting)
{
    bool ja = language == LANGUAGE_JA;
    char option[NAME_SIZE + 16];
    int len =
        snprintf(option, sizeof option, "  --%s %s", setting->name, setting->number ? "N" : "TEXT");
    for (char *c = option; *c; c++)
        if (*c == '_')
            *c = '-';
    out_text(out, option);
    for (; len < OPTION_WIDTH; len++)
        out_char(out, ' ');
    out_text(out, setting->doc[language]);
    if (setting->number) {
        out_text(out, ja ? "（既定値 " : " (default ");
        out_int(out, setting->fallback);
        out_text(out, ja ? "、範囲 " : ", ");
        put_bounds(out, setting);
        out_text(out, ja ? "）" : ")");
    } else if (setting->text[0] != '\0') {
        out_text(out, ja ? "（既定値 " : " (default ");
        out_text(out, setting->text);
        out_text(out, ja ? "）" : ")");
    }
    out_char(out, '\n');
}

void config_help(struct out *out, enum language language)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        put_help(out, language, &settings[i]);
}

void config_print(const struct config *config, struct out *out)
{
    struct config copy = *config; /* the accessors give what can be written to */
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct setting *setting = &settings[i];
        out_text(out, i > 0 ? "\n# " : "# ");
        out_text(out, setting->doc[LANGUAGE_JA]);
        out_text(out, "\n# ");
        out_text(out, setting->doc[LANGUAGE_EN]);
        if (setting->number) {
            out_text(out, " (");
            put_bounds(out, setting);
            out_char(out, ')');
        }
        out_char(out, '\n');
        out_text(out, setting->name);
        out_text(out, " =");
        if (setting->number) {
            out_char(out, ' ');
            out_int(out, *number_of(&copy, setting));
        } else if (config_text_of(&copy, setting)[0] != '\0') {
            out_char(out, ' ');
            out_text(out, config_text_of(&copy, setting));
        }
        out_char(out, '\n');
    }
}
