/* What all pages have: head, landmarks, navigation, search, the link to the other language, what
 * the data are and of which release; tables. */
#ifndef HIRAKU_PAGES_PAGE_H
#define HIRAKU_PAGES_PAGE_H

#include "hiraku/base/status.h"
#include "hiraku/pages/html.h"

#include <time.h>

struct artifact;
struct artifacts;
struct citation;
struct instance;
struct json_writer;
struct manifest;
struct out;
struct own_files;
struct site;

/* What a page is told. Before anything is published the release is not there: NULL. */
struct page_context {
    enum language language;
    bool language_asked; /* by `lang`: links to other pages keep it */
    uint64_t pinned;     /* the release that the address names, which links keep; 0: none */
    const struct instance *instance;
    const struct own_files *own; /* what the instance says of itself */
    const struct site *site;     /* how it looks */
    const struct manifest *manifest;
    const struct artifacts *artifacts;
    /* The number of a release whose folder has had this file of `artifacts`, with these bytes,
     * since its data last changed. */
    uint64_t (*place)(const void *release, const struct artifact *file);
    const void *release;             /* context of `place` */
    const struct citation *citation; /* how what it shows is quoted; NULL: not at all */
};

/* An address of this service. */
struct page_address {
    struct slice path;  /* encoded, "/programs" */
    struct slice id;    /* not empty: one more segment, which is encoded here */
    const char *tail;   /* further segments, "/history"; NULL: none */
    struct slice query; /* parameters in the canonical form (query_canonical), or empty */
    const char *ending; /* ".json"; NULL: none */
    const char *lang;   /* NULL: none is named */
    uint64_t release;   /* 0: none is named */
};

/* A page above this one. */
struct page_crumb {
    struct slice path; /* encoded */
    const char *title;
};

enum { PAGE_CRUMBS_MAX = 3, PAGE_HEADS_MAX = 32 };

struct page {
    const struct page_context *context;
    struct html html;
    struct page_address self;           /* without lang and release */
    bool dated;                         /* the address takes `release` */
    struct slice heads[PAGE_HEADS_MAX]; /* of the table that is open */
    size_t head_count, cell;            /* in its row, from 0 */
};

/* What a page says of itself. */
struct page_head {
    struct slice title;
    struct slice reading;     /* of a Japanese title, in kana; empty: none is known */
    const char *title_lang;   /* of a title that is in another language; NULL: that of the page */
    struct page_address self; /* without lang and release */
    const char *description;  /* for search engines; NULL: none */
    bool dated;               /* the address takes `release` */
    bool of_program;          /* what it explains is of the program, and not of a release */
    bool framed;              /* it is for frames of other sites: no script */
    bool part;                /* not for search engines: conditions, or not the first of several */
    struct page_address data; /* what programs read instead, in all forms; path empty: nothing */
    const char *data_forms;   /* names of writers with spaces between them; NULL: all */
    struct page_address card; /* a picture (card.h) for who shares a link; path empty: none */
    struct page_address feed; /* of its changes; path empty: that of all that is published */
    /* Writes objects of schema.org about `data_of` into an array (page_data.h); NULL: nothing. */
    void (*tell_data)(struct json_writer *json, const struct page_context *context,
                      const void *data_of);
    const void *data_of;
    struct page_crumb
        crumbs[PAGE_CRUMBS_MAX]; /* behind the first page; a path that is empty ends */
};

/* The first page. */
struct page_crumb page_crumb_home(const struct page_context *context);

/* Begins a page: everything up to and with its heading. */
struct page page_begin(const struct page_context *context, struct out *out,
                       const struct page_head *head);
/* The same of a document that has a title and no parameters. */
struct page page_start(const struct page_context *context, struct out *out, const char *title,
                       const char *path);
/* Ends it, with how it is quoted. */
void page_finish(struct page *page);

/* The Japanese or the English text. */
const char *page_word(const struct page_context *context, const char *ja, const char *en);
/* The same of a list of texts by enum language. */
const char *page_choice(const struct page_context *context, const char *const texts[2]);
/* A text of the instance by enum language; the Japanese one where there is no other. */
const char *page_own_word(const struct page_context *context, const char *const texts[2]);

/* --- addresses --- */

/* The address of a page as this one was asked for: in its language, of its release. */
struct page_address page_address_of(const struct page_context *context, struct slice path);
/* Of a record's page, and of a list's with parameters. `table` is a name. */
struct page_address page_address_of_record(const struct page_context *context, const char *table,
                                           struct slice id);
/* The address as it is, percent-encoded; `base` (may be "") stands before it. */
void page_address_write(struct out *out, const char *base, const struct page_address *address);
/* An attribute with the address; `base` (may be "") stands before it. */
void page_attribute(struct page *page, const char *name, const char *base,
                    const struct page_address *address);
/* `<a href="…">text</a>` */
void page_link(struct page *page, const struct page_address *address, struct slice text);

/* --- text --- */

void page_heading(struct page *page, const char *text);
/* Text that is in a language ("ja"; NULL: in none): marked where that is not the page's. */
void page_text_in(struct page *page, const char *lang, struct slice text);
/* A day (UTC), as YYYY-MM-DD. */
void page_day(struct page *page, time_t when);
/* The hidden inputs of a form that goes to another page: what page_address_of keeps. */
void page_form_keeps(struct page *page);
/* The button of a form of conditions. */
void page_form_button(struct page *page);
/* The form for words; `words` are those that were asked for, or empty. */
void page_search_box(struct page *page, const char *id, struct slice words);

/* A table that can be scrolled by keyboard where it is wider than the window; where that is narrow,
 * a row is a card, and each cell has the words of its head (style.css). Heading cells are separated
 * by '|', `name` says what it holds. A row begins with its heading, in which something is written
 * before page_cell begins the next one. */
void page_table(struct page *page, const char *name, const char *heads);
/* The same, of which the caller writes the heading cells: up to and with the opened row. `whole`:
 * it has all rows that there are, and readers may put them into another order (script.js). */
void page_table_open(struct page *page, const char *name, bool whole);
/* Opens a heading cell; `label` are its words for cells below it, which outlive the table. */
void page_head(struct page *page, struct slice label);
void page_table_head_close(struct page *page);
void page_table_close(struct page *page);
void page_row(struct page *page);
void page_cell(struct page *page);
void page_row_close(struct page *page);

/* The address of an artifact that never gives other bytes, as a link; nothing where it is not
 * there. */
void page_permanent_link(struct page *page, const struct artifact *file);

/* The licence of the instance, as a link with its name. */
void page_licence(struct page *page);

#endif
