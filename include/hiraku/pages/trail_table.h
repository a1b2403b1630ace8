/* What became of records, as a table with a row for each end of a way, and as a flow. */
#ifndef HIRAKU_PAGES_TRAIL_TABLE_H
#define HIRAKU_PAGES_TRAIL_TABLE_H

struct arena;
struct page;
struct trail_rows;

/* A row for each record of the last step; where a way ends before, one that says so. */
void trail_table_write(struct page *page, const struct trail_rows *rows);

/* Nodes are the codes of each step, and one for what is not on record. Want of memory latches the
 * arena and leaves the picture out. */
void trail_flow_write(struct page *page, const struct trail_rows *rows, struct arena *arena);

#endif
