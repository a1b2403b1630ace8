/* What the checker says about an instance: findings, counted and kept per rule.
 *
 * The first FINDINGS_KEPT of each rule and the first of each group of findings that say the same
 * are kept, the rest counted. */
#ifndef HIRAKU_DIAGNOSTICS_FINDING_H
#define HIRAKU_DIAGNOSTICS_FINDING_H

#include "hiraku/base/status.h"
#include "hiraku/diagnostics/rule.h"

#include <stdint.h>

struct json_writer;
struct out;

enum { FINDINGS_KEPT = 1000 };

/* Where something stands. file "" = the whole instance; line 0 = not known. In a table
 * `line` is the row as a spreadsheet counts: line breaks in cells make none, blank lines do. In
 * instance.json it is the line as an editor counts. Both are 1-based. */
struct place {
    const char *file; /* relative to the instance directory; lives as long as the report */
    uint64_t line;
    const char *column; /* column name or "" */
};

struct finding {
    enum rule rule;
    struct place place;
    struct slice value;  /* the cell as read, cut at 200 bytes */
    struct slice mended; /* what it should probably be */
    struct slice name;   /* what people call that which `mended` is the code of; in messages only */
    struct slice expected; /* what the rule allows */
    struct place other;    /* the second place: the earlier duplicate, the missing target's table */
};

struct report; /* opaque */

struct report *report_new(void);
void report_free(struct report *report);

/* Calls `seen` with every finding that is added from now on, before it is cut or only counted. */
void report_watch(struct report *report, void (*seen)(void *context, const struct finding *finding),
                  void *context);

/* From now on findings have no row: the file is none that anybody can open. */
void report_leave_rows(struct report *report);

/* Copies what it keeps. Runs out of memory silently into report_status. */
void report_add(struct report *report, const struct finding *finding);

/* The same for a finding at one place. */
void report_at(struct report *report, enum rule rule, struct place place, struct slice value,
               struct slice mended, struct slice expected);

/* A name that lives as long as the report; NULL when there is no memory. */
const char *report_name(struct report *report, struct slice name);

/* Notes without those that only say that a file is in UTF-8. */
uint64_t report_count(const struct report *report, enum severity severity);
uint64_t report_rule_count(const struct report *report, enum rule rule);

/* STATUS_OK, or STATUS_NO_MEMORY when something could not be kept. */
enum status report_status(const struct report *report);

/* How a report is written for people. */
enum report_form {
    REPORT_LINES,  /* one line a finding: file:line: column: message (rule) */
    REPORT_GROUPS, /* for people: errors, warnings, notes; one line for findings that say the same
                      of several rows, at most REPORT_LINES_MAX lines, the last of which says how
                      many more there are */
};

enum { REPORT_LINES_MAX = 50 };

/* Sorted by file, line, column, rule. */
void report_write(const struct report *report, enum language language, enum report_form form,
                  struct out *out);

/* For programs, in the same order: the members "errors":n,"warnings":n,"notes":n,"findings":[{rule,
 * severity,file,line,column,value,mended,expected,other,readability_rule,message_ja,message_en}],
 * "counts":{…} of an object that is open; notes as report_count has them. */
void report_write_members(const struct report *report, struct json_writer *json);

/* "error", "warning", "note". */
const char *finding_severity_name(enum severity severity);

/* The sentence of a finding, without its place. */
void finding_put_message(struct out *out, enum language language, const struct finding *finding);

/* Foreign text, visible and on one line. */
void finding_put_visible(struct out *out, struct slice text);

#endif
