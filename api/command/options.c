/* The command line: language, command, options, argument.
 *
 * Options may stand before and after the argument, as --name value or --name=value; -- ends them.
 * Settings are those of config.def; which of them a command takes is in commands.c. */
#include "command.h"

#include "hiraku/base/text.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/layout.h"

#include <stdio.h>
#include <stdlib.h>

/* --- language --------------------------------------------------------------------------------- */

/* The language that the environment asks for; false: none, as the locales C and POSIX do. */
static bool locale_language(enum language *language)
{
    static const char *const names[] = {"HIRAKU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    const char *value = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !(value && *value); i++)
        value = getenv(names[i]);
    *language = value && strncmp(value, "ja", 2) == 0 ? LANGUAGE_JA : LANGUAGE_EN;
    return value && *value && strcmp(value, "C") != 0 && strncmp(value, "C.", 2) != 0 &&
           strcmp(value, "POSIX") != 0;
}

/* Who checks an instance and asks for no language is spoken to in that of the instance. */
static void take_instance_language(struct call *call)
{
    char path[4096];
    struct instance instance;
    struct report *report = report_new();
    int len =
        call->operand ? snprintf(path, sizeof path, "%s/%s", call->operand, layout_instance) : -1;
    call->language = LANGUAGE_JA;
    if (report && len > 0 && (size_t)len < sizeof path) {
        if (instance_read(&instance, path, report, NULL) == STATUS_OK)
            call->language = instance.language;
        instance_free(&instance);
    }
    report_free(report);
}

/* A misuse of the command that is being read. */
static enum status usage(const struct call *call, enum status status, const char *subject,
                         struct problem *p)
{
    const char *command = call->command ? call->command->name : "";
    return problem_set(p, status, slice_of(subject), slice_of(command), NULL);
}

static enum status bad_language(const char *value, struct problem *p)
{
    problem_set(p, STATUS_BAD_ARGUMENT, slice_of("--lang"), slice_of(value), NULL);
    problem_allow(p, slice_of("ja"));
    problem_allow(p, slice_of("en"));
    return STATUS_BAD_ARGUMENT;
}

static enum status set_language(struct call *call, const char *value, struct problem *p)
{
    if (strcmp(value, "ja") == 0)
        call->language = LANGUAGE_JA;
    else if (strcmp(value, "en") == 0)
        call->language = LANGUAGE_EN;
    else
        return bad_language(value, p);
    call->language_said = true;
    return STATUS_OK;
}

/* --- options ---------------------------------------------------------------------------------- */

/* The walk over the arguments. */
struct words {
    char **at;
    int count;
    const char *config_file;
    bool only_operands;
};

/* One option taken apart: --name=value, or --name and the next word. */
struct option {
    const char *word;  /* as written */
    struct slice name; /* without -- */
    const char *value; /* behind =; NULL: none */
};

static bool takes_setting(const struct command *command, struct slice name)
{
    if (slice_is(name, "store"))
        return command->flags & COMMAND_STORE;
    if (slice_is(name, "keep"))
        return command->flags & (COMMAND_KEEP | COMMAND_SETTINGS);
    if (slice_is(name, "base-url") && command->flags & COMMAND_BASE_URL)
        return true;
    if (slice_is(name, "usage"))
        return command->flags & (COMMAND_USAGE | COMMAND_SETTINGS);
    return command->flags & COMMAND_SETTINGS && config_knows(name);
}

/* The desk has an address of its own, so that one file of settings does for both servers. */
static struct slice option_setting(const struct call *call, struct slice name)
{
    return call->command->flags & COMMAND_DESK && slice_is(name, "listen") ? slice_of("desk_listen")
                                                                           : name;
}

static enum status option_value(const struct call *call, struct words *words,
                                const struct option *option, const char **value, struct problem *p)
{
    *value = option->value;
    if (*value)
        return STATUS_OK;
    if (words->count == 0)
        return usage(call, STATUS_OPTION_NEEDS_VALUE, option->word, p);
    *value = *words->at++;
    words->count--;
    return STATUS_OK;
}

static bool *find_switch(struct call *call, struct slice name)
{
    const struct {
        const char *name;
        unsigned flags; /* of the commands that take it */
        bool *is_set;
    } switches[] = {
        {"help", ~0U, &call->help},
        {"json", ~0U, &call->json},
        {"print-config", COMMAND_SETTINGS, &call->print_config},
        {"all", COMMAND_REPORT, &call->all},
        {"no-downloads", COMMAND_DERIVE, &call->no_downloads},
        {"dry-run", COMMAND_PUBLISH, &call->dry_run},
        {"quiet", COMMAND_PUBLISH, &call->quiet},
        {"key-lost", COMMAND_SIGN, &call->key_lost},
        {"witness", COMMAND_KEY, &call->witness},
        {"certain", COMMAND_DRAFT, &call->draft.certain},
        {"again", COMMAND_DRAFT, &call->draft.again},
        {"csv", COMMAND_DESK, &call->csv},
        {"follow", COMMAND_PULL, &call->follow},
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (slice_is(name, switches[i].name) && call->command->flags & switches[i].flags)
            return switches[i].is_set;
    return NULL;
}

/* Where an option with a text is kept. */
static const char **find_text(struct call *call, struct slice name)
{
    const struct {
        const char *name;
        unsigned flags; /* of the commands that take it */
        const char **text;
    } texts[] = {
        {"format", COMMAND_FORMAT | COMMAND_FORM, &call->format},
        {"profile", COMMAND_FORMAT, &call->profile},
        {"headers", COMMAND_FORMAT, &call->headers},
        {"substitute", COMMAND_FORMAT, &call->substitute},
        {"lang-columns", COMMAND_FORMAT, &call->lang_columns},
        {"digest-list", COMMAND_FILES, &call->digest_list},
        {"message", COMMAND_MESSAGE, &call->message},
        {"message-en", COMMAND_MESSAGE, &call->message_en},
        {"reason", COMMAND_REASON, &call->reason},
        {"reason-en", COMMAND_REASON, &call->reason_en},
        {"fix", COMMAND_FIX, &call->fix},
        {"key", COMMAND_SIGN | COMMAND_TRUST | COMMAND_WITNESS | COMMAND_PULL, &call->key},
        {"former-key", COMMAND_SIGN, &call->former_key},
        {"name", COMMAND_KEY, &call->name},
        {"seen", COMMAND_WITNESS, &call->seen},
        {"month", COMMAND_USAGE, &call->month},
        {"checkpoint", COMMAND_TRUST, &call->checkpoint},
        {"draft", COMMAND_DRAFT, &call->draft.draft},
        {"as", COMMAND_DRAFT, &call->draft.as},
        {"table", COMMAND_DRAFT, &call->draft.table},
        {"row", COMMAND_DRAFT, &call->draft.row},
        {"column", COMMAND_DRAFT, &call->draft.column},
        {"value", COMMAND_DRAFT, &call->draft.value},
        {"old", COMMAND_DRAFT, &call->draft.old},
        {"mode", COMMAND_DRAFT, &call->draft.mode},
        {"rule", COMMAND_DRAFT, &call->draft.rule},
        {"id", COMMAND_DRAFT, &call->draft.id},
        {"kind", COMMAND_DRAFT, &call->draft.kind},
        {"take", COMMAND_DRAFT, &call->draft.take},
        {"state", COMMAND_DESK | COMMAND_DRAFT, &call->state},
        {"table", COMMAND_TEMPLATE, &call->table},
        {"role", COMMAND_DESK, &call->role},
        {"until", COMMAND_DESK, &call->until},
        {"instance", COMMAND_DESK, &call->instance_dir},
        {"program", COMMAND_IMPORT | COMMAND_FORM, &call->program},
        {"year", COMMAND_FORM, &call->year},
        {"form", COMMAND_FORM, &call->form},
        {"release", COMMAND_FORM, &call->release},
        {"source", COMMAND_IMPORT, &call->source},
        {"municipality", COMMAND_IMPORT, &call->municipality},
        {"id-prefix", COMMAND_IMPORT, &call->id_prefix},
        {"period", COMMAND_IMPORT, &call->period},
        {"out", COMMAND_IMPORT, &call->out_dir},
        {"instance", COMMAND_IMPORT | COMMAND_DRAFT | COMMAND_TEMPLATE, &call->instance_dir},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (slice_is(name, texts[i].name) && call->command->flags & texts[i].flags)
            return texts[i].text;
    for (size_t i = 0; call->command->flags & COMMAND_INIT && i < INIT_ANSWERS; i++)
        if (slice_is(name, init_option((enum init_answer)i) + strlen("--")))
            return &call->answers[i];
    return NULL;
}

static enum status unknown_option(const struct call *call, const struct option *option,
                                  struct problem *p)
{
    static const char *const known[] = {
        "--help",         "--json",         "--lang",       "--store",      "--keep",
        "--format",       "--listen",       "--threads",    "--base-url",   "--config",
        "--print-config", "--profile",      "--headers",    "--substitute", "--lang-columns",
        "--no-downloads", "--digest-list",  "--all",        "--dry-run",    "--quiet",
        "--message",      "--message-en",   "--fix",        "--reason",     "--reason-en",
        "--key",          "--former-key",   "--key-lost",   "--name",       "--witness",
        "--seen",         "--checkpoint",   "--month",      "--usage",      "--municipality",
        "--name-ja",      "--name-en",      "--name-kana",  "--licence",    "--contact",
        "--contact-name", "--source-title", "--source-url", "--state",      "--role",
        "--draft",        "--as",           "--table",      "--row",        "--column",
        "--value",        "--old",          "--mode",       "--rule",       "--id",
        "--kind",         "--take",         "--certain",    "--again",      "--until",
        "--csv",          "--program",      "--source",     "--id-prefix",  "--period",
        "--out",          "--instance",     "--year",       "--form",       "--release",
        "--follow"};
    enum { KNOWN = sizeof known / sizeof *known };
    struct slice names[KNOWN];
    for (size_t i = 0; i < KNOWN; i++)
        names[i] = slice_of(known[i]);
    enum status status = usage(call, STATUS_UNKNOWN_OPTION, option->word, p);
    struct slice nearest = text_nearest(slice_of(option->word), names, KNOWN);
    if (nearest.len > 0)
        problem_nearest(p, nearest);
    return status;
}

/* `settings` false: the first walk, which finds language, switches and the file of settings. */
static enum status take_option(struct call *call, struct words *words, const struct option *option,
                               bool settings, struct problem *p)
{
    const char *value;
    bool *is_set = find_switch(call, option->name);
    if (is_set) {
        *is_set = true;
        return option->value ? usage(call, STATUS_OPTION_TAKES_NO_VALUE, option->word, p)
                             : STATUS_OK;
    }
    bool language = slice_is(option->name, "lang");
    bool file = slice_is(option->name, "config") && call->command->flags & COMMAND_SETTINGS;
    const char **text = find_text(call, option->name);
    bool setting = takes_setting(call->command, option->name);
    if (!language && !file && !text && !setting)
        return unknown_option(call, option, p);
    enum status status = option_value(call, words, option, &value, p);
    if (status != STATUS_OK)
        return status;
    if (language)
        return set_language(call, value, p);
    if (file)
        words->config_file = value;
    else if (text)
        *text = value;
    else if (settings)
        status = config_set(&call->config, option_setting(call, option->name), slice_of(value), p);
    call->store_named = call->store_named || slice_is(option->name, "store");
    call->store_given = call->store_given || call->store_named;
    return status;
}

static enum status take_word(struct call *call, struct words *words, bool settings,
                             struct problem *p)
{
    const char *word = *words->at++;
    words->count--;
    if (!words->only_operands && strcmp(word, "--") == 0) {
        words->only_operands = true;
        return STATUS_OK;
    }
    if (!words->only_operands && strcmp(word, "-h") == 0) {
        call->help = true;
        return STATUS_OK;
    }
    if (!words->only_operands && word[0] == '-' && word[1] != '\0') {
        const char *equals = strchr(word, '=');
        size_t len = equals ? (size_t)(equals - word) : strlen(word);
        struct option option = {word, SLICE_NONE, equals ? equals + 1 : NULL};
        if (strncmp(word, "--", 2) == 0)
            option.name = (struct slice){word + 2, len - 2};
        return take_option(call, words, &option, settings, p);
    }
    const unsigned many = COMMAND_FILES | COMMAND_DRAFT;
    size_t most = call->command->flags & many                             ? OPERANDS_MAX
                  : call->command->flags & COMMAND_DESK                   ? 3
                  : call->command->flags & (COMMAND_KEY | COMMAND_IMPORT) ? 2
                  : call->command->flags & COMMAND_OPERAND                ? 1
                                                                          : 0;
    if (call->operand_count == most)
        return usage(call, STATUS_ARGUMENT_EXTRA, word, p);
    call->operands[call->operand_count++] = word;
    call->operand = call->operands[0];
    return STATUS_OK;
}

static enum status options_walk(struct call *call, struct words *words, bool settings,
                                struct problem *p)
{
    enum status status = STATUS_OK;
    call->operand = NULL;
    call->operand_count = 0;
    while (words->count > 0 && status == STATUS_OK)
        status = take_word(call, words, settings, p);
    return status;
}

/* --- all together ----------------------------------------------------------------------------- */

static enum status find_command(struct call *call, const char *name, struct problem *p)
{
    struct slice names[COMMANDS_MAX];
    size_t count = 0;
    for (const struct command *command = commands; command->name; command++) {
        names[count++] = slice_of(command->name);
        if (strcmp(command->name, name) == 0) {
            call->command = command;
            return STATUS_OK;
        }
    }
    usage(call, STATUS_UNKNOWN_COMMAND, name, p);
    struct slice nearest = text_nearest(slice_of(name), names, count);
    if (nearest.len > 0)
        problem_nearest(p, nearest);
    for (size_t i = 0; i < count; i++)
        problem_allow(p, names[i]);
    return STATUS_UNKNOWN_COMMAND;
}

static enum status check_needs(const struct call *call, struct problem *p)
{
    unsigned flags = call->command->flags;
    if (flags & COMMAND_OPERAND && !call->operand)
        return usage(call, STATUS_ARGUMENT_MISSING, call->command->operand, p);
    if (call->store_given && !call->config.store[0])
        return usage(call, STATUS_OPTION_NEEDS_VALUE, "--store", p);
    if (flags & COMMAND_STORE && !(flags & COMMAND_NO_STORE) && !call->store_given)
        return usage(call, STATUS_STORE_MISSING, call->command->name, p);
    if (flags & COMMAND_FORMAT && !call->format)
        return usage(call, STATUS_FORMAT_MISSING, call->command->name, p);
    return STATUS_OK;
}

/* Options that stand before the command; returns their number. */
static int leading_options(struct call *call, int count, char **arguments, enum status *status,
                           struct problem *p)
{
    int at = 0;
    while (at < count && *status == STATUS_OK && arguments[at][0] == '-') {
        const char *word = arguments[at++];
        if (strcmp(word, "--json") == 0)
            call->json = true;
        else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
            call->help = true;
        else if (strncmp(word, "--lang=", 7) == 0)
            *status = set_language(call, word + 7, p);
        else if (strcmp(word, "--lang") == 0 && at < count)
            *status = set_language(call, arguments[at++], p);
        else
            *status = usage(call, STATUS_UNKNOWN_OPTION, word, p);
    }
    return at;
}

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

/* The language is asked for anywhere: also what is wrong before it is told in it. A language that
 * there is not is told when its turn comes. */
static void find_language(struct call *call, int count, char **arguments)
{
    struct problem ignored;
    for (int at = 0; at < count && strcmp(arguments[at], "--") != 0; at++) {
        if (strncmp(arguments[at], "--lang=", 7) == 0)
            set_language(call, arguments[at] + 7, &ignored);
        else if (strcmp(arguments[at], "--lang") == 0 && at + 1 < count)
            set_language(call, arguments[at + 1], &ignored);
    }
}

enum status call_parse(struct call *call, int count, char **arguments, struct problem *p)
{
    enum status status = STATUS_OK;
    *call = (struct call){.operand = NULL};
    call->language_said = locale_language(&call->language);
    find_language(call, count, arguments);
    int skip = leading_options(call, count, arguments, &status, p);
    if (status != STATUS_OK || (skip == count && call->help))
        return status;
    if (skip == count)
        return usage(call, STATUS_NO_COMMAND, "hiraku", p);
    status = find_command(call, arguments[skip], p);
    if (status != STATUS_OK)
        return status;
    struct words words = {arguments + skip + 1, count - skip - 1, NULL, false};
    struct words again = words;
    status = options_walk(call, &words, false, p);
    if (!call->language_said && call->command->operand &&
        strcmp(call->command->operand, "DIR") == 0)
        take_instance_language(call);
    if (status != STATUS_OK || call->help)
        return status;
    status = config_load(&call->config, words.config_file, p);
    if (words.config_file || is_set("HIRAKU_CONFIG") || is_set("HIRAKU_STORE"))
        call->store_given = true;
    if (status == STATUS_OK)
        status = options_walk(call, &again, true, p);
    if (status == STATUS_OK && !call->print_config)
        status = check_needs(call, p);
    return status;
}
