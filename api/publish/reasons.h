/* The reasons that a folder gives for changes (data/corrections.csv), and which changes they
 * explain. Private to api/publish.
 *
 * A reason is one of a column of a record, or, with an empty column, of the whole record: that it
 * comes or goes, or of all its changes. One that is in all cells what an earlier release has kept
 * (reasons.csv) was for that release and is passed over, so that the file may go on growing. One
 * that explains nothing is an error, unless a reason of the same table, id, column and day was kept
 * already: then only its words were mended, and what was published stays (a warning). */
#ifndef HIRAKU_API_PUBLISH_REASONS_H
#define HIRAKU_API_PUBLISH_REASONS_H

#include "hiraku/base/arena.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/release/change_log.h"

struct difference;
struct out;
struct problem;
struct resource;
struct stage;

struct report;

struct reason {
    struct slice cells[REASON_CELLS];
    struct place place;
    uint64_t known;  /* the newest release that kept one of the same key; 0: none did */
    bool kept;       /* … with the same words, too: it explains nothing any more */
    bool used;       /* it explains a change */
    char meant[320]; /* what of its record changes instead; "" */
};

/* A change that something may have been meant to explain. */
struct reason_near {
    struct slice table, id, column;
};

struct reasons {
    struct arena arena;
    struct reason *rows; /* in the order of table, id, column and day */
    size_t count;
    uint64_t base;
    struct reason_near *near; /* the first changes that had none */
    size_t near_count;
    struct reason *of; /* those of the difference at hand */
    size_t of_count;
};

/* What the stage has of reasons, but for what releases of the store up to `base` have kept. */
enum status reasons_open(struct reasons *reasons, struct stage *stage, const char *store,
                         uint64_t base, struct problem *p);
void reasons_close(struct reasons *reasons);

/* Goes over to a difference. */
enum status reasons_take(struct reasons *reasons, const struct difference *difference,
                         struct problem *p);
/* Whether the difference at hand has a reason: of a column; NULL: of the whole record. */
bool reasons_cover(const struct reasons *reasons, const char *column);
/* Writes those that explain the difference at hand as rows of reasons.csv. */
void reasons_write(const struct reasons *reasons, struct out *out);

/* The header of reasons.csv, and all of the folder: with the first release. */
void reasons_header(struct out *out);
void reasons_write_all(const struct reasons *reasons, struct out *out);

/* Whether some row explains a change. */
bool reasons_any(const struct reasons *reasons);

/* After the last difference: those that explain nothing. */
void reasons_report(const struct reasons *reasons, struct report *report);

#endif
