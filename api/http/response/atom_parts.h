/* The inside of atom.c: what an entry says, and the document. Private to api/http/response. */
#ifndef HIRAKU_API_HTTP_RESPONSE_ATOM_PARTS_H
#define HIRAKU_API_HTTP_RESPONSE_ATOM_PARTS_H

#include "hiraku/service/feed.h"

struct out;

/* What is told of a release, in this order: that it ends something, that it restores an earlier
 * release, that it is the first, what its lines count; or that nothing changed, or that it was
 * withdrawn. */
struct atom_clause {
    const struct ending *ending;  /* not NULL: what will end */
    const struct feed_line *line; /* not NULL: `change` of its rows */
    enum feed_change change;
};

/* The i-th clause of an entry; false: there are not so many. All of it empty: a sentence about the
 * release as such, which is the first one. */
bool atom_clause_at(const struct feed_entry *entry, size_t i, struct atom_clause *clause);

/* A sentence without its full stop. */
void atom_words_clause(struct out *out, const struct feed_entry *entry,
                       const struct atom_clause *clause, enum language language);

/* The first sentences of an entry, and whether there are more. */
void atom_words_title(struct out *out, const struct feed_entry *entry, enum language language);

/* What is followed, and of an archive its releases. */
void atom_words_feed(struct out *out, const struct feed_head *head, enum language language);

/* The path of the feed, without suffix: "/v1/feeds/kpis/x". */
void atom_path(struct out *out, const struct feed_subject *subject);

/* The whole document: what `feed` gives, in `language`; `limit`: bytes of its entries. */
enum status atom_write(struct feed *feed, enum language language, size_t limit, struct out *out,
                       struct problem *p);

#endif
