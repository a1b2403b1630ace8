/* What is not as it should be with the folder of an instance, a store, or an instance on line; each
 * finding with the command that mends it or shows more. Changes nothing. Of the network it asks
 * only the URL that it is given. */
#ifndef HIRAKU_DOCTOR_DOCTOR_H
#define HIRAKU_DOCTOR_DOCTOR_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct config;
struct json_writer;
struct out;
struct problem;
struct publish_options;

enum doctor_kind {
#define DOCTOR(name, ...) DOCTOR_##name,
#include "hiraku/doctor/doctor.def"
#undef DOCTOR
    DOCTOR_KINDS
};

enum { DOCTOR_FINDINGS = 64, DOCTOR_TEXT = 400 };

struct doctor_finding {
    enum doctor_kind kind;
    char with[2][DOCTOR_TEXT]; /* {2} and {3} */
};

enum doctor_place { DOCTOR_FOLDER = 1, DOCTOR_STORE = 2, DOCTOR_URL = 4 };

struct doctor {
    const struct config *config;
    const char *target; /* a folder, a store, a base URL without slash at its end */
    const char *store;  /* to compare with; NULL: none */
    const struct publish_options *options; /* of a folder that is compared */
    struct doctor_finding findings[DOCTOR_FINDINGS];
    size_t count;
};

/* One row of the table of checks. Findings are no errors; what keeps a check from looking is. */
struct doctor_check {
    const char *name;
    unsigned places; /* enum doctor_place */
    enum status (*look)(struct doctor *doctor, struct problem *p);
};
extern const struct doctor_check doctor_checks[]; /* ends with a NULL name */

/* Runs the checks for the place. */
enum status doctor_look(struct doctor *doctor, enum doctor_place place, struct problem *p);

void doctor_find(struct doctor *doctor, enum doctor_kind kind, const char *two, const char *three);
/* The same with a number in the third place. */
void doctor_find_number(struct doctor *doctor, enum doctor_kind kind, const char *two,
                        int64_t three);

/* For people: two lines a finding. For programs: members of an object. */
void doctor_write(const struct doctor *doctor, enum language language, struct out *out);
void doctor_write_json(const struct doctor *doctor, struct json_writer *json);

/* doctor_folder.c, doctor_store.c, doctor_remote.c: the checks. */
enum status doctor_check_data(struct doctor *doctor, struct problem *p);
enum status doctor_check_settings(struct doctor *doctor, struct problem *p);
enum status doctor_check_release(struct doctor *doctor, struct problem *p);
enum status doctor_check_files(struct doctor *doctor, struct problem *p);
enum status doctor_check_leftovers(struct doctor *doctor, struct problem *p);
enum status doctor_check_disk(struct doctor *doctor, struct problem *p);
enum status doctor_check_rights(struct doctor *doctor, struct problem *p);
enum status doctor_check_usage(struct doctor *doctor, struct problem *p);
enum status doctor_check_url(struct doctor *doctor, struct problem *p);

#endif
