/* Looking things up in the model: tables and columns by name, what an output is made from, ids
 * that are joined. */
#ifndef HIRAKU_MODEL_MODEL_H
#define HIRAKU_MODEL_MODEL_H

#include "hiraku/base/slice.h"

struct code;
struct column;
struct out;
struct resource;

/* Writes the path of a record: that of the resource, or `/v1/{name}/{id}` with the segment encoded;
 * of a list on demand `/v1/{name}?id={id}`, unless its rows are `addressed`. */
void model_record_path(struct out *out, const struct resource *resource, struct slice id);

/* The first key of an id that is joined from keys, where that is an id, which has no full stop. */
struct slice model_first_key(struct slice id);

/* The list in which the record with that id is, without suffix. */
void model_list_path(struct out *out, const struct resource *resource, struct slice id);

/* A registered table, and a column of a table or a list, by name; NULL if there is none. */
const struct resource *model_resource(struct slice name);
const struct column *model_column(const struct resource *resource, struct slice name);

/* Whatever has lists: the tables, then what is made on demand, NULL behind the last; and by name.
 */
const struct resource *model_list(size_t i);
const struct resource *model_list_named(struct slice name);

/* The table of figures: the first that is a cube. The reference that its key begins with: what it
 * refers to has series. */
const struct resource *model_cube(void);
const struct column *model_cube_subject(void);
size_t model_column_count(const struct resource *resource);

/* Position of a column of this resource in its `columns`. */
size_t model_index(const struct resource *resource, const struct column *column);

/* RDF: whether a document says it of a record that its own ones only refer to: what it is, what it
 * is called, and what those who check documents want of such a thing. */
bool column_is_brief(const struct resource *resource, const struct column *column);

/* Whether the column is in this language ("ja", "en") or in none; lang NULL: always. A language is
 * that of `lang`, else of the name's end (title_ja). */
bool column_speaks(const struct column *column, const char *lang);

/* A column of a table by which its records refer to those of another. */
struct referrer {
    const struct resource *table;
    const struct column *column;
};

/* The i-th that leads to `target`, by the order of tables and of their columns; false: there are
 * no more. Of those that are published. */
bool model_referrer(const struct resource *target, size_t i, struct referrer *referrer);

/* Whether `id` is joined from several key columns. */
bool model_has_joined_id(const struct resource *resource);

/* Whether it has columns for the full text. */
bool model_is_searchable(const struct resource *resource);

/* The tables that an output of `resource` is made from when it shows all columns but those with a
 * flag in `without`: itself, the targets of look-ups and, where hidden columns are shown, what
 * those are computed from and what is said of the records referred to. Itself first, each once;
 * returns their number, at most `max`. */
size_t model_inputs(const struct resource *resource, unsigned without,
                    const struct resource **inputs, size_t max);

/* The key cells of a record whose cells are parallel to the columns, in model order; the rest of
 * `keys`, which has KEY_MAX (resource.h), is empty. Returns how many there are. */
size_t model_key_cells(const struct resource *resource, const struct slice *cells,
                       struct slice *keys);

/* The order of two records of a table by their KEY_MAX key cells, as bytes. */
int model_key_compare(const struct slice *left, const struct slice *right);

/* Joins key cells (in model order) into the record's id: values with `.`, empty as `_`, periods by
 * period_to_segment. Writes at most `size` bytes with NUL; returns the length, 0 if it does not
 * fit. */
size_t model_join_id(const struct resource *resource, const struct slice *keys, char *id,
                     size_t size);

/* The code of an enum column, or NULL. */
const struct code *column_code(const struct column *column, struct slice value);

/* The nearest table or published column name; empty if none is near. */
struct slice model_nearest_resource(struct slice name);
struct slice model_nearest_column(const struct resource *resource, struct slice name);

/* SHA-256 of what a store looks like: its layout, and of each table names, types, keys and
 * references. A store of another digest must be rebuilt. */
void model_digest(char hex[65]);

#endif
