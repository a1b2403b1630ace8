/* Settings: the command line, then the environment (HIRAKU_…), then a file, then the default.
 *
 * config.def is the one table: it drives parsing, --help, `hiraku serve --print-config` (the sample
 * file) and the documents. The file has lines `name = value`, # begins a comment. */
#ifndef HIRAKU_BASE_CONFIG_H
#define HIRAKU_BASE_CONFIG_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct out;
struct problem;

struct config {
#define SETTING_TEXT(name, fallback, doc_ja, doc_en)                 char name[512];
#define SETTING_INT(name, fallback, low, high, unit, doc_ja, doc_en) int64_t name;
#include "hiraku/base/config.def"
#undef SETTING_TEXT
#undef SETTING_INT
};

/* The defaults, then the file named by --config or HIRAKU_CONFIG (if any), then HIRAKU_… variables.
 */
enum status config_load(struct config *config, const char *file, struct problem *p);

/* One setting by its name (with - or _): for options of the command line. */
enum status config_set(struct config *config, struct slice name, struct slice value,
                       struct problem *p);

bool config_knows(struct slice name);

/* The settings as help (one line each: option, default, bounds, sentence) or as a sample file. */
void config_help(struct out *out, enum language language);
void config_print(const struct config *config, struct out *out);

#endif
