/* What the types of columns say of a cell, and what was meant by a cell that is refused. */
#ifndef HIRAKU_MODEL_CELL_TYPE_H
#define HIRAKU_MODEL_CELL_TYPE_H

#include "hiraku/diagnostics/rule.h"

struct arena;
struct cell;
struct column;

/* What the types (type.h) say of a cell: why it is none of their values. */
void cell_refuse_decimal(struct cell *cell);
void cell_refuse_boolean(struct cell *cell);
void cell_refuse_date(struct cell *cell);
void cell_refuse_period(struct cell *cell);
void cell_refuse_code(struct cell *cell);
void cell_refuse_municipality(struct cell *cell);
void cell_refuse_corporate(struct cell *cell);

/* What columns of a type ask for beside: bounds, the form of written ids, http and https. Several
 * references are brought to one space between. */
void cell_check_text(struct cell *cell);
void cell_check_id(struct cell *cell);
void cell_check_integer(struct cell *cell);
void cell_check_iri(struct cell *cell);
void cell_check_references(struct cell *cell);

/* The text without what keeps a spreadsheet from reading it as something else: ="011002", an
 * apostrophe before it ('011002; of texts only before = + - @, as the profile for spreadsheets
 * writes them). The text itself where there is no such guard. */
struct slice cell_unguard(struct arena *arena, const struct column *column, struct slice text);

/* What was probably meant by a cell that can be understood alone; in the arena, empty if nothing.
 */
struct slice cell_mend_boolean(struct arena *arena, struct slice text);
struct slice cell_mend_integer(struct arena *arena, const struct column *column, struct slice text);
struct slice cell_trim_iri(struct slice text);
struct slice cell_mend_iri(struct arena *arena, struct slice text);

/* The text without what does not belong to an id: in lower case, half width, with hyphens for
 * spaces, low lines and full stops; empty if that makes no id. */
struct slice cell_mend_id(struct arena *arena, struct slice text);

/* The rule by which something is refused that is no corporate number, and the number if it is only
 * written with something between or before its digits. */
enum rule cell_mend_corporate(struct arena *arena, struct slice text, struct slice *mended);

#endif
