/* Ids, codes of municipalities and references: what was probably meant, in the light of the records
 * that there are.
 *
 * Numbers are meant_number.c, names labels.c. A proposal is an id that the table has (a reference)
 * or has not (a new id); between two of them none is made. */
#include "meant.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/ingest/check.h"
#include "hiraku/model/cell_type.h"
#include "hiraku/staging/stage.h"
#include "hiraku/value/digits.h"

#include "run.h"

#include <stdlib.h>

enum { ID_TEXT_MOST = 1024 }; /* what is longer is no id with something around it */
enum { REFERENCE_PLACES = 512, REFERENCES_SOUGHT = 1000, REFERENCE_MEMORY = 4 << 20 };
enum { MISTAKEN_MOST = 6 }; /* characters of an id that may be others */

/* The same text is asked for again and again. */
struct reference {
    const struct resource *resource;
    struct slice text, mended, name, expected;
    enum rule rule;
};

struct references {
    struct arena arena;
    struct reference places[REFERENCE_PLACES];
    size_t sought;
};

enum status meant_open(struct meant *meant, const struct check_run *run, struct checker *checker,
                       struct problem *p)
{
    *meant = (struct meant){.run = run, .checker = checker};
    meant->references = calloc(1, sizeof *meant->references);
    if (!meant->references)
        return problem_memory(p);
    arena_init(&meant->references->arena, REFERENCE_MEMORY);
    return labels_new(&meant->labels, p);
}

void meant_close(struct meant *meant)
{
    labels_free(meant->labels);
    if (meant->references)
        arena_free(&meant->references->arena);
    free(meant->references);
}

static bool exists(const struct meant *meant, const struct resource *resource, struct slice id)
{
    const struct known *known = checker_find(meant->checker, resource, id);
    return known && known->found;
}

/* --- municipality codes ----------------------------------------------------------------------- */

/* A new code is proposed if it is the only one that the text can mean and no other row has it. */
static void mean_new_code(const struct meant *meant, const struct resource *resource,
                          struct slice text, struct finding *finding)
{
    char codes[MUNICIPALITY_CODES_MEANT][7];
    bool six = digits_municipality(text, NULL) == DIGITS_BAD_CHECK;
    finding->rule = six ? RULE_MUNICIPALITY_CHECK_DIGIT : RULE_BAD_MUNICIPALITY_CODE;
    if (digits_municipality_written(meant->arena, text, codes) == 1 &&
        !exists(meant, resource, slice_of(codes[0])))
        finding->mended = arena_copy(meant->arena, slice_of(codes[0]));
}

/* --- references ------------------------------------------------------------------------------- */

/* «991007（…県花野市）, 992003（…県花野市）». */
static struct slice list_named(struct arena *arena, const struct named *named, size_t count)
{
    struct slice list = SLICE_NONE;
    for (size_t i = 0; i < count; i++)
        list = arena_printf(arena, "%.*s%s%.*s（%.*s）", (int)list.len, list.len > 0 ? list.at : "",
                            i > 0 ? ", " : "", (int)named[i].id.len, named[i].id.at,
                            (int)named[i].name.len, named[i].name.len > 0 ? named[i].name.at : "");
    return list;
}

static void mean_one_of(const struct meant *meant, const struct named *named, size_t count,
                        struct finding *finding)
{
    if (count == 1) {
        finding->mended = named[0].id;
    } else if (count > 1) {
        finding->rule = RULE_AMBIGUOUS_REFERENCE;
        finding->expected = list_named(meant->arena, named, count);
    }
}

static void mean_code(const struct meant *meant, const struct resource *resource, struct slice text,
                      struct finding *finding)
{
    char codes[MUNICIPALITY_CODES_MEANT][7];
    struct named named[MUNICIPALITY_CODES_MEANT];
    size_t count = 0, found = digits_municipality_written(meant->arena, text, codes);
    for (size_t i = 0; i < found; i++) {
        if (!exists(meant, resource, slice_of(codes[i])))
            continue;
        struct slice id = arena_copy(meant->arena, slice_of(codes[i]));
        struct slice name = check_cell(meant->checker, resource->name, id, "name_ja");
        named[count++] = (struct named){id, arena_copy(meant->arena, name)};
    }
    mean_one_of(meant, named, count, finding);
}

/* The code and the name of a place together, 011002 札幌市 or 札幌市（011002）: what both are. */
static enum status mean_code_and_name(const struct meant *meant, const struct resource *resource,
                                      struct slice text, struct finding *finding, struct problem *p)
{
    static const char between[] = " ()[]:,/";
    char codes[MUNICIPALITY_CODES_MEANT][7];
    struct named named[LABELS_MEANT];
    size_t count, digits = 0, len = 0;
    struct slice plain = text.len <= ID_TEXT_MOST ? text_nfkc(meant->arena, text) : SLICE_NONE;
    char *name = plain.len > 0 ? arena_alloc(meant->arena, plain.len) : NULL;
    struct slice code = SLICE_NONE;
    for (size_t i = 0; name && i < plain.len; i++) {
        char c = plain.at[i];
        if (c >= '0' && c <= '9') {
            if (code.len == 0)
                code.at = plain.at + i;
            digits++;
            code.len = (size_t)(plain.at + i + 1 - code.at);
        } else if (!memchr(between, c, sizeof between - 1)) {
            name[len++] = c;
        }
    }
    if (len == 0 || code.len == 0 || code.len != digits)
        return STATUS_OK;
    size_t found = digits_municipality_written(meant->arena, code, codes);
    enum status status = labels_find(meant, resource, (struct slice){name, len}, named, &count, p);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        for (size_t j = 0; j < found; j++)
            if (slice_is(named[i].id, codes[j]))
                finding->mended = named[i].id;
    return status;
}

/* 0 for O, 1 for l or i, and the other way round; 0 for what is taken for nothing else. */
static char mistaken_for(char c)
{
    static const char pairs[] = "o00o1ll1i1";
    for (size_t i = 0; pairs[i] != '\0'; i += 2)
        if (pairs[i] == c)
            return pairs[i + 1];
    return '\0';
}

/* The places of such characters beside a digit, a hyphen or an end, where numbers stand. */
static size_t mistaken_places(struct slice id, size_t places[MISTAKEN_MOST])
{
    static const char beside[] = "-0123456789";
    size_t count = 0;
    for (size_t i = 0; i < id.len && count < MISTAKEN_MOST; i++) {
        bool number = i == 0 || i + 1 == id.len ||
                      memchr(beside, id.at[i - 1], sizeof beside - 1) ||
                      memchr(beside, id.at[i + 1], sizeof beside - 1);
        if (number && mistaken_for(id.at[i]))
            places[count++] = i;
    }
    return count;
}

/* The only id of the table that looks like this one. */
static struct slice mean_mistaken(const struct meant *meant, const struct resource *resource,
                                  struct slice id)
{
    size_t places[MISTAKEN_MOST], count = mistaken_places(id, places);
    struct slice found = SLICE_NONE;
    for (unsigned set = 1; set < 1U << count; set++) {
        char other[ID_MAX];
        memcpy(other, id.at, id.len);
        for (size_t i = 0; i < count; i++)
            if (set & 1U << i)
                other[places[i]] = mistaken_for(id.at[places[i]]);
        if (!exists(meant, resource, (struct slice){other, id.len}))
            continue;
        if (found.len > 0)
            return SLICE_NONE;
        found = arena_copy(meant->arena, (struct slice){other, id.len});
    }
    return found;
}

static enum status mean_reference(const struct meant *meant, const struct column *column,
                                  struct slice text, struct finding *finding, struct problem *p)
{
    struct named named[LABELS_MEANT];
    size_t count;
    bool code = column->ref->columns[0].type == TYPE_MUNICIPALITY_CODE;
    struct slice id = code ? SLICE_NONE : cell_mend_id(meant->arena, text);
    if (code)
        mean_code(meant, column->ref, text, finding);
    else if (id.len > 0 && exists(meant, column->ref, id))
        finding->mended = id;
    else if (id.len > 0)
        finding->mended = mean_mistaken(meant, column->ref, id);
    if (finding->mended.len > 0 || finding->rule != RULE_NO_SUCH_RECORD)
        return checker_status(meant->checker, p);
    enum status status = labels_find(meant, column->ref, text, named, &count, p);
    if (status == STATUS_OK)
        mean_one_of(meant, named, count, finding);
    if (status == STATUS_OK && count == 0 && code)
        return mean_code_and_name(meant, column->ref, text, finding, p);
    if (status == STATUS_OK && count == 0)
        status = stage_nearest(meant->run->stage, column->ref, id.len > 0 ? id : text, meant->arena,
                               &finding->mended, p);
    return status;
}

static size_t reference_place(struct slice text)
{
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 16777619U;
    return (hash ^ hash >> 16) % REFERENCE_PLACES;
}

/* Kept as long as there is room. */
static void reference_keep(struct references *references, const struct resource *resource,
                           struct slice text, const struct finding *finding)
{
    struct arena *arena = &references->arena;
    const struct reference kept = {
        .resource = resource,
        .text = arena_copy(arena, text),
        .mended = arena_copy(arena, finding->mended),
        .name = arena_copy(arena, finding->name),
        .expected = arena_copy(arena, finding->expected),
        .rule = finding->rule,
    };
    if (arena_overflowed(arena)) {
        arena_reset(arena);
        memset(references->places, 0, sizeof references->places);
    } else {
        references->places[reference_place(text)] = kept;
    }
}

enum status meant_reference(const struct meant *meant, const struct column *column,
                            struct slice text, struct finding *finding, struct problem *p)
{
    struct references *references = meant->references;
    const struct reference *known = &references->places[reference_place(text)];
    if (known->resource == column->ref && slice_equal(known->text, text)) {
        finding->rule = known->rule;
        finding->mended = known->mended;
        finding->name = known->name;
        finding->expected = known->expected;
        return STATUS_OK;
    }
    finding->rule = RULE_NO_SUCH_RECORD;
    finding->expected = slice_of(column->ref->name);
    if (references->sought == REFERENCES_SOUGHT)
        return STATUS_OK;
    references->sought++;
    enum status status = mean_reference(meant, column, text, finding, p);
    if (finding->mended.len > 0 && column->ref->columns[0].type == TYPE_MUNICIPALITY_CODE)
        finding->name = arena_copy(meant->arena, check_cell(meant->checker, column->ref->name,
                                                            finding->mended, "name_ja"));
    if (status == STATUS_OK)
        reference_keep(references, column->ref, text, finding);
    return status;
}

/* --- cells that wait -------------------------------------------------------------------------- */

void meant_cell(const struct meant *meant, const struct resource *resource,
                const struct staged *row, size_t column, struct finding *finding)
{
    struct slice text = cell_unguard(meant->arena, &resource->columns[column], row->cells[column]);
    enum column_type type = resource->columns[column].type;
    if (type == TYPE_MUNICIPALITY_CODE) {
        mean_new_code(meant, resource, text, finding);
    } else if (type == TYPE_ID) {
        struct slice id = cell_mend_id(meant->arena, text);
        finding->rule = RULE_BAD_ID;
        if (id.len > 0 && !exists(meant, resource, id))
            finding->mended = id;
    } else {
        meant_number(meant, resource, row, column, text, finding);
    }
}
