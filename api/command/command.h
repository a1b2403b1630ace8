/* The program's commands and what they are called with. Private to api/command and main.c. */
#ifndef HIRAKU_COMMAND_H
#define HIRAKU_COMMAND_H

#include "hiraku/config.h"
#include "hiraku/message.h"
#include "hiraku/publish.h"

struct command;

enum { OPERANDS_MAX = 256 };

/* A command line that has been understood. */
struct call {
    const struct command *command;
    enum language language;
    bool json, help, print_config, no_downloads, all;
    const char *operand; /* DIR or TABLE, the first FILE; NULL: none */
    const char *operands[OPERANDS_MAX];
    size_t operand_count;
    const char *digest_list; /* --digest-list; NULL: not given */
    /* --format, --profile, --headers, --substitute, --lang-columns; NULL: not given */
    const char *format, *profile, *headers, *substitute, *lang_columns;
    bool store_given; /* by the command line, the environment or the file */
    struct config config;
};

enum command_flag {
    COMMAND_OPERAND = 1,  /* takes exactly one argument */
    COMMAND_STORE = 2,    /* --store */
    COMMAND_NO_STORE = 4, /* … may be left out */
    COMMAND_SETTINGS = 8, /* all settings as options */
    COMMAND_KEEP = 16,    /* --keep */
    COMMAND_FORMAT = 32,  /* --format and how it is shown */
    COMMAND_DERIVE = 64,  /* --no-downloads */
    COMMAND_FILES = 128,  /* any number of files; --digest-list */
    COMMAND_REPORT = 256, /* findings for people; --all */
};

struct command {
    const char *name;
    enum message help;
    unsigned flags; /* enum command_flag */
    /* Writes results to `out` (standard output). */
    enum status (*run)(const struct call *call, struct out *out, struct problem *p);
};

extern const struct command commands[]; /* ends with a NULL name */

/* Understands the arguments. On failure `call->language` and `call->json` are as far as they were
 * understood. */
enum status call_parse(struct call *call, int count, char **arguments, struct problem *p);

enum status command_check(const struct call *call, struct out *out, struct problem *p);
enum status command_publish(const struct call *call, struct out *out, struct problem *p);
enum status command_export(const struct call *call, struct out *out, struct problem *p);
enum status command_verify(const struct call *call, struct out *out, struct problem *p);
enum status command_serve(const struct call *call, struct out *out, struct problem *p);
enum status command_rebuild(const struct call *call, struct out *out, struct problem *p);
enum status command_openapi(const struct call *call, struct out *out, struct problem *p);

/* What publish and rebuild take from the settings. */
struct publish_options call_publish_options(const struct call *call);

/* A problem as a JSON object: {"status","title_ja","title_en","detail_ja","detail_en","subject"}.
 */
void problem_json(struct out *out, const struct problem *p);

/* A number as text, for message_write. */
const char *number_text(char text[24], uint64_t number);

/* --- progress on standard error --------------------------------------------------------------- */

struct meter {
    struct progress progress;
    enum language language;
    bool shown;
    char step[16], table[64];
    int64_t started_ms, told_ms;
};

/* `quiet`, or standard error is no terminal: nothing is told. */
void meter_init(struct meter *meter, enum language language, bool quiet);
/* Leaves an empty line behind. */
void meter_end(struct meter *meter);

#endif
