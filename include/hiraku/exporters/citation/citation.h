/* How an answer is quoted: what it is, who publishes it, of which release and day, and the URL
 * under which it stays. All words are those of the instance and of the model. */
#ifndef HIRAKU_EXPORTERS_CITATION_CITATION_H
#define HIRAKU_EXPORTERS_CITATION_CITATION_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>
#include <time.h>

struct arena;
struct instance;

enum { CITATION_DAY_SIZE = sizeof "2026-11-21" };

/* All texts are UTF-8; two of a kind are by enum language. */
struct citation {
    /* citation_of_instance: who publishes, what it is part of, under which terms */
    struct slice publisher[2], collection[2], licence_url, licence_name[2];
    int utc_offset; /* of the publisher's clocks, in seconds */
    /* the caller: of the table, KPI or record */
    struct slice title[2];
    struct slice url;    /* permanent, absolute, ASCII */
    uint64_t release;    /* that it names, 1 or more */
    time_t published_at; /* when that was published */
    /* citation_compose */
    char day[CITATION_DAY_SIZE]; /* of published_at, on the publisher's clocks */
    struct slice line[2];        /* all of it in one line for people */
};

/* Takes the words of the instance, copied into the arena. */
void citation_of_instance(struct citation *citation, const struct instance *instance,
                          struct arena *arena);

/* Fills in the rest. A title that is empty becomes the one in the other language, both: the
 * collection; a collection that only repeats title or publisher is left empty. Want of memory
 * latches the arena. */
void citation_compose(struct citation *citation, struct arena *arena);

#endif
