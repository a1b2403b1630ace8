/* The program's commands and what they are called with. Private to api/command and main.c. */
#ifndef HIRAKU_API_COMMAND_COMMAND_H
#define HIRAKU_API_COMMAND_COMMAND_H

#include "hiraku/base/config.h"
#include "hiraku/base/progress.h"
#include "hiraku/command/message.h"
#include "hiraku/init/init.h"
#include "hiraku/publish/publish.h"
#include "hiraku/release/log.h"
#include "hiraku/release/tree.h"
#include "hiraku/workbook/workbook.h"

struct json_writer;
struct out;
struct problem;
struct publish_result;

struct report;

enum { OPERANDS_MAX = 256, COMMANDS_MAX = 32 };

/* A command line that has been understood. */
struct call {
    const struct command *command;
    enum language language;
    bool language_said; /* by --lang or the environment */
    bool json, help, print_config, no_downloads, all, dry_run, quiet, follow;
    const char *operand; /* DIR or TABLE, the first FILE; NULL: none */
    const char *operands[OPERANDS_MAX];
    size_t operand_count;
    const char *digest_list; /* --digest-list; NULL: not given */
    /* --format, --profile, --headers, --substitute, --lang-columns; NULL: not given */
    const char *format, *profile, *headers, *substitute, *lang_columns;
    const char *message, *message_en; /* --message, --message-en; NULL: not given */
    const char *reason, *reason_en;   /* --reason, --reason-en; NULL: not given */
    const char *fix;                  /* --fix; NULL: not given */
    /* --key, --former-key (NULL: not given), --key-lost; --name, --witness, --seen */
    const char *key, *former_key, *name, *seen;
    const char *month;                 /* --month; NULL: not given */
    const char *checkpoint;            /* --checkpoint; NULL: not given */
    const char *table;                 /* --table; NULL: not given */
    const char *state, *role, *until;  /* of the desk; NULL: not given */
    bool csv;                          /* --csv */
    const char *year, *form, *release; /* of report; NULL: not given */
    /* of import (--program of report, too): --program, --source, --municipality, --id-prefix,
     * --period, --out, --instance (of the desk, too) */
    const char *program, *source, *municipality, *id_prefix, *period, *out_dir, *instance_dir;
    bool key_lost, witness;
    const char *answers[INIT_ANSWERS]; /* of init; NULL: not given */
    bool store_given;                  /* by the command line, the environment or the file */
    bool store_named;                  /* by the command line */
    /* Of draft; NULL: not given. */
    struct {
        const char *draft, *as, *table, *row, *column, *value, *old, *mode, *rule, *id, *kind,
            *take;
        bool certain, again;
    } draft;
    struct config config;
};

enum command_flag {
    COMMAND_OPERAND = 1,        /* takes exactly one argument */
    COMMAND_STORE = 2,          /* --store */
    COMMAND_NO_STORE = 4,       /* … may be left out */
    COMMAND_SETTINGS = 8,       /* all settings as options */
    COMMAND_KEEP = 16,          /* --keep */
    COMMAND_FORMAT = 32,        /* --format and how it is shown */
    COMMAND_DERIVE = 64,        /* --no-downloads */
    COMMAND_FILES = 128,        /* any number of files; --digest-list */
    COMMAND_REPORT = 256,       /* findings for people; --all */
    COMMAND_PUBLISH = 512,      /* --dry-run, --quiet */
    COMMAND_MESSAGE = 1024,     /* --message, --message-en */
    COMMAND_FIX = 2048,         /* --fix */
    COMMAND_SIGN = 4096,        /* --key, --former-key, --key-lost */
    COMMAND_KEY = 8192,         /* two arguments; --name, --witness */
    COMMAND_REASON = 16384,     /* --reason, --reason-en */
    COMMAND_TRUST = 32768,      /* --key, a public one; --checkpoint */
    COMMAND_WITNESS = 65536,    /* --key, --seen */
    COMMAND_USAGE = 131072,     /* --usage, --month */
    COMMAND_INIT = 262144,      /* the answers to the questions of init */
    COMMAND_DESK = 524288,      /* three arguments; --instance, --state, --role, --until, --csv */
    COMMAND_IMPORT = 1048576,   /* two arguments; what rows cannot know from a file */
    COMMAND_BASE_URL = 2097152, /* --base-url */
    COMMAND_FORM = 4194304,     /* --program, --year, --form, --release, --format */
    COMMAND_DRAFT = 8388608,    /* any number of arguments; what is said of drafts */
    COMMAND_PULL = 16777216,    /* --key, a public one; --follow */
    COMMAND_TEMPLATE = 1 << 25, /* --table, --instance */
};

struct command {
    const char *name;
    enum message help;
    unsigned flags; /* enum command_flag */
    /* Writes results to `out` (standard output). */
    enum status (*run)(const struct call *call, struct out *out, struct problem *p);
    const char *operand; /* what --help calls its argument; NULL: it takes none */
};

extern const struct command commands[]; /* ends with a NULL name */

/* Understands the arguments. On failure `call->language` and `call->json` are as far as they were
 * understood. */
enum status call_parse(struct call *call, int count, char **arguments, struct problem *p);

enum status command_init(const struct call *call, struct out *out, struct problem *p);
enum status command_import(const struct call *call, struct out *out, struct problem *p);
enum status command_report(const struct call *call, struct out *out, struct problem *p);
enum status command_check(const struct call *call, struct out *out, struct problem *p);
enum status command_publish(const struct call *call, struct out *out, struct problem *p);
enum status command_releases(const struct call *call, struct out *out, struct problem *p);
enum status command_rollback(const struct call *call, struct out *out, struct problem *p);
enum status command_withdraw(const struct call *call, struct out *out, struct problem *p);
enum status command_export(const struct call *call, struct out *out, struct problem *p);
enum status command_verify(const struct call *call, struct out *out, struct problem *p);
enum status command_serve(const struct call *call, struct out *out, struct problem *p);
enum status command_rebuild(const struct call *call, struct out *out, struct problem *p);
enum status command_key(const struct call *call, struct out *out, struct problem *p);
enum status command_witness(const struct call *call, struct out *out, struct problem *p);
enum status command_doctor(const struct call *call, struct out *out, struct problem *p);
enum status command_site(const struct call *call, struct out *out, struct problem *p);
enum status command_pull(const struct call *call, struct out *out, struct problem *p);
enum status command_usage(const struct call *call, struct out *out, struct problem *p);
enum status command_desk(const struct call *call, struct out *out, struct problem *p);
enum status command_draft(const struct call *call, struct out *out, struct problem *p);
enum status command_template(const struct call *call, struct out *out, struct problem *p);
enum status command_openapi(const struct call *call, struct out *out, struct problem *p);

/* Whether the argument is the folder of an instance, so that reading it makes sense; a problem
 * names the one that was probably meant. */
enum status call_check_folder(const struct call *call, struct problem *p);
enum status call_check_folder_of(const char *path, struct problem *p);

/* Whether the releases are kept apart from the data: the store is neither the folder nor in its
 * data/, and the folder is not in the store. */
enum status call_check_store(const struct call *call, struct problem *p);

/* Whether a private key lies elsewhere than in the store and the folder of the data (not with a
 * rollback, which has none): STATUS_KEY_PLACE. */
enum status call_check_key(const struct call *call, const char *path, struct problem *p);

/* For people: the findings, then how many there are. */
void call_write_report(const struct call *call, const struct report *report, struct out *out);

/* The result of a publish, made or only shown, as members of a JSON object. */
void call_write_result(const struct publish_result *result, struct json_writer *json);

/* For programs: what came of a publish, with its report. `restores`: the release whose data it
 * publishes, 0: none. */
void call_write_outcome(const struct publish_result *result, int64_t restores, enum status status,
                        const struct report *report, struct out *out);

/* The same for people. */
void call_write_publish(const struct call *call, const struct publish_result *result,
                        enum status status, const struct report *report, struct out *out);

/* hiraku check --fix: makes the copy and says what was changed. With --json the object is begun,
 * and goes on with the members of the copy's report. */
enum status command_fix(const struct call *call, struct out *out, struct json_writer *json,
                        struct problem *p);

/* hiraku publish --dry-run. */
enum status command_preview(const struct call *call, struct out *out, struct problem *p);

/* The text of an option (NULL: not given) as one line of at most `most` bytes, or
 * STATUS_MESSAGE_TOO_LONG, STATUS_MESSAGE_NO_LINE. */
enum status call_check_line(const char *option, const char *value, size_t most, struct problem *p);

/* STATUS_MESSAGE_TOO_LONG, STATUS_MESSAGE_NO_LINE: where --message or --message-en is that. */
enum status call_check_message(const struct call *call, struct problem *p);

/* The keys that the command line names; `*given` NULL where it names none. release_keys_forget in
 * any case. STATUS_KEY_PLACE: in the store or the folder of the data. */
enum status call_load_keys(const struct call *call, struct release_keys *keys,
                           const struct release_keys **given, struct problem *p);

/* The operand as the number of a release, or STATUS_NO_RELEASE_NUMBER. */
enum status call_release_number(const struct call *call, int64_t *number, struct problem *p);

/* The public key of --key; `*trusted` NULL where there is none. STATUS_NO_PUBLIC_KEY. */
enum status call_trusted_key(const struct call *call, struct public_key *key,
                             const struct public_key **trusted, struct problem *p);

enum { REMOTE_PLACE_SIZE = 2048 };
/* hiraku verify URL. */
bool call_is_url(const char *word);
enum status command_verify_url(const struct call *call, const char *url, struct out *out,
                               struct problem *p);

/* One sentence: who signed the releases of the log, and whether that is who was asked for. */
void call_write_log(const struct call *call, const struct release_log *log, struct out *out);
void call_write_log_json(const struct release_log *log, struct json_writer *json);

/* Whether what is known of a file is covered by the signatures of a log without differences. */
enum status call_file_is_signed(const struct call *call, const struct release_log *log,
                                const char *path, const struct publish_identity *identity,
                                bool *is_signed, struct problem *p);

/* What the settings allow an instance to bring beside its tables. */
struct own_limits call_own_limits(const struct call *call);

/* What the settings allow a workbook to have. */
struct workbook_limits call_workbook_limits(const struct call *call);

/* What publish and rebuild take from the settings. */
struct publish_options call_publish_options(const struct call *call);

/* A problem as a JSON object: {"status","title_ja","title_en","detail_ja","detail_en","subject"}.
 */
void problem_json(struct json_writer *json, const char *name, const struct problem *p);

/* Foreign text, on one line and not too long, for message_write; in `to`, a memory stream, until
 * the next call. */
const char *call_visible(struct out *to, struct slice text);

/* A password, for `text` of `size` bytes with its NUL: from the terminal, twice and without an
 * echo, or as one line of standard input. The caller wipes it. */
enum status password_input(enum language language, char *text, size_t size, struct problem *p);

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

/* What publish and rollback run with: options, the keys that they point to, a report, a meter. */
struct publishing {
    struct publish_options options;
    struct release_keys keys;
    struct report *report; /* the caller's to free */
    struct meter meter;
};

/* With STATUS_OK, publishing_end follows; the report stays. */
enum status publishing_begin(struct publishing *publishing, const struct call *call, bool quiet,
                             struct problem *p);
void publishing_end(struct publishing *publishing);

#endif
