/* The table of commands. */
#include "command.h"

const struct command commands[] = {
    {"init", MESSAGE_HELP_INIT, COMMAND_OPERAND | COMMAND_INIT, command_init, "DIR"},
    {"check", MESSAGE_HELP_CHECK,
     COMMAND_OPERAND | COMMAND_STORE | COMMAND_NO_STORE | COMMAND_REPORT | COMMAND_FIX,
     command_check, "DIR"},
    {"import", MESSAGE_HELP_IMPORT, COMMAND_OPERAND | COMMAND_IMPORT | COMMAND_REPORT,
     command_import, "kpi-plan"},
    {"publish", MESSAGE_HELP_PUBLISH,
     COMMAND_OPERAND | COMMAND_STORE | COMMAND_KEEP | COMMAND_DERIVE | COMMAND_REPORT |
         COMMAND_PUBLISH | COMMAND_MESSAGE | COMMAND_SIGN,
     command_publish, "DIR"},
    {"releases", MESSAGE_HELP_RELEASES, COMMAND_STORE, command_releases, NULL},
    {"rollback", MESSAGE_HELP_ROLLBACK,
     COMMAND_OPERAND | COMMAND_STORE | COMMAND_KEEP | COMMAND_DERIVE | COMMAND_REPORT |
         COMMAND_MESSAGE | COMMAND_SIGN,
     command_rollback, "N"},
    {"key", MESSAGE_HELP_KEY, COMMAND_KEY, command_key, NULL},
    {"withdraw", MESSAGE_HELP_WITHDRAW, COMMAND_OPERAND | COMMAND_STORE | COMMAND_REASON,
     command_withdraw, "N"},
    {"serve", MESSAGE_HELP_SERVE, COMMAND_STORE | COMMAND_SETTINGS, command_serve, NULL},
    {"site", MESSAGE_HELP_SITE, COMMAND_OPERAND | COMMAND_STORE | COMMAND_BASE_URL, command_site,
     "OUT"},
    {"usage", MESSAGE_HELP_USAGE, COMMAND_STORE | COMMAND_USAGE, command_usage, NULL},
    {"desk", MESSAGE_HELP_DESK, COMMAND_STORE | COMMAND_NO_STORE | COMMAND_DESK, command_desk,
     NULL},
    {"report", MESSAGE_HELP_REPORT, COMMAND_OPERAND | COMMAND_STORE | COMMAND_FORM, command_report,
     "kpi"},
    {"export", MESSAGE_HELP_EXPORT, COMMAND_OPERAND | COMMAND_STORE | COMMAND_FORMAT,
     command_export, "TABLE"},
    {"verify", MESSAGE_HELP_VERIFY,
     COMMAND_STORE | COMMAND_NO_STORE | COMMAND_FILES | COMMAND_TRUST, command_verify, NULL},
    {"witness", MESSAGE_HELP_WITNESS, COMMAND_OPERAND | COMMAND_WITNESS, command_witness, "LIST"},
    {"rebuild", MESSAGE_HELP_REBUILD, COMMAND_STORE | COMMAND_DERIVE, command_rebuild, NULL},
    {"openapi", MESSAGE_HELP_OPENAPI, COMMAND_STORE | COMMAND_NO_STORE, command_openapi, NULL},
    {NULL, MESSAGE_HELP, 0, NULL, NULL},
};
