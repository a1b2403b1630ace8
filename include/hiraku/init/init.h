/* A new instance: answers to a few questions, filled into the template that is compiled in.
 *
 * Nothing is overwritten, and nothing is left half: the folder is made under another name, checked
 * as `check` does, and takes its own name at once (rename(2)). */
#ifndef HIRAKU_INIT_INIT_H
#define HIRAKU_INIT_INIT_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"

struct report;

/* In the order in which they are asked. */
enum init_answer {
    INIT_MUNICIPALITY, /* a code of five or six digits, or a name; needed */
    INIT_NAME_JA,      /* needed where the table has no such code, else that of the table */
    INIT_NAME_EN,
    INIT_NAME_KANA,
    INIT_BASE_URL, /* needed */
    INIT_LICENCE,  /* a name of licences.json; the first where it is not given */
    INIT_CONTACT,  /* an e-mail address or a URL; needed */
    INIT_CONTACT_NAME,
    INIT_SOURCE_TITLE, /* of the first source; both or neither */
    INIT_SOURCE_URL,
    INIT_ANSWERS
};

/* What the files of contrib/instances/init name as {{…}}. */
enum init_field {
    FIELD_CODE,
    FIELD_NAME_JA,
    FIELD_NAME_EN,
    FIELD_NAME_KANA,
    FIELD_PUBLISHER_EN, /* English where there is any, else Japanese */
    FIELD_NEW_CODE,     /* these three: of a municipality that the table has not */
    FIELD_NEW_KIND,
    FIELD_NEW_PREFECTURE,
    FIELD_BASE_URL,
    FIELD_LICENCE,
    FIELD_LICENCE_URL,
    FIELD_LICENCE_NAME_JA,
    FIELD_LICENCE_NAME_EN,
    FIELD_CONTACT_NAME,
    FIELD_CONTACT_NAME_EN,
    FIELD_CONTACT_EMAIL,
    FIELD_CONTACT_URL,
    FIELD_SOURCE_ID,
    FIELD_SOURCE_TITLE,
    FIELD_SOURCE_URL,
    FIELD_TODAY,
    FIELD_LANGUAGE,
    FIELD_FOLDER,
    INIT_FIELDS
};

struct init {
    struct arena arena;
    struct slice fields[INIT_FIELDS]; /* empty: not known */
};

/* init_close in any case. `language`: default_language of the instance. */
void init_open(struct init *init, enum language language);
void init_close(struct init *init);

/* The option that gives an answer («--municipality»). */
const char *init_option(enum init_answer which);

/* Whether the instance cannot be made without this answer, by those that were taken. */
bool init_needs(const struct init *init, enum init_answer which);

/* What holds where nothing is answered; empty: nothing. Borrowed from `init`. */
struct slice init_fallback(const struct init *init, enum init_answer which);

/* Takes one answer, in the order above. A refusal leaves what was taken before as it was:
 * STATUS_INIT_MUNICIPALITY (names the nearest), STATUS_INIT_SAME_NAME (lists those with the name),
 * STATUS_INIT_LICENCE, STATUS_INIT_ANSWER, STATUS_INIT_TEXT. */
enum status init_take(struct init *init, enum init_answer which, struct slice text,
                      struct problem *p);

/* Fills in the rest: STATUS_INIT_MISSING lists the options that are needed. */
enum status init_complete(struct init *init, struct problem *p);

/* Whether an instance can be made there: the folder is not there yet or is empty
 * (STATUS_INIT_TARGET), it is not the one where one is (STATUS_INIT_HERE), and the one above it is
 * there (STATUS_NO_FOLDER). */
enum status init_see_target(const char *dir, struct problem *p);

/* Writes the folder, of which the same holds. STATUS_BAD_DATA: the report has the errors that
 * `check` found, and nothing was written. So it is after a failure of the machine, unless that is
 * of the last call, which makes the new name durable: the folder is whole then. */
enum status init_write(struct init *init, const char *dir, struct report *report,
                       struct problem *p);

#endif
