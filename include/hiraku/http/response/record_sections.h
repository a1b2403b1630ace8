/* What the pages of the records of some tables have beside what all have: a row of a table for each
 * of them (record_sections.c). What they show is read before the page begins. */
#ifndef HIRAKU_HTTP_RESPONSE_RECORD_SECTIONS_H
#define HIRAKU_HTTP_RESPONSE_RECORD_SECTIONS_H

#include "hiraku/base/status.h"

struct column;
struct page;
struct problem;
struct representation;
struct request;
struct resource;
struct row;
struct service;

/* What a section is made from. */
struct record_asked {
    struct request *request; /* of the record; its arena lives as long as the page */
    const struct representation *answer;
    const struct service *service;
    const struct row *row; /* the record, whose references are named */
};

struct record_section {
    /* Whether records of the table have the section. */
    bool (*has)(const struct resource *table);
    /* Reads what is shown into `*state`, which is NULL before; `close` in any case. */
    enum status (*read)(const struct record_asked *asked, void **state, struct problem *p);
    void (*lead)(struct page *page, const void *state); /* before the record's facts; may be NULL */
    void (*body)(struct page *page, const void *state); /* behind them */
    /* Whether the rows that refer to the record by a column are all shown in the section, and are
     * not to be shown once more; NULL: none are. */
    bool (*covers)(const void *state, const struct column *by);
    void (*close)(void *state);
};

extern const struct record_section kpi_section, story_section;

/* Of one record. */
struct record_sections {
    const struct record_section *own; /* NULL: its table has none */
    void *state;
};

/* record_sections_close in any case. */
enum status record_sections_read(struct record_sections *sections, const struct record_asked *asked,
                                 struct problem *p);
void record_sections_lead(const struct record_sections *sections, struct page *page);
void record_sections_body(const struct record_sections *sections, struct page *page);
/* Whether the rows that refer to the record by a column are shown already. */
bool record_sections_cover(const struct record_sections *sections, const struct column *column);
void record_sections_close(struct record_sections *sections);

#endif
