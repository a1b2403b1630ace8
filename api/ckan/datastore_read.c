/* See datastore.h: the parameters of datastore_search but those that choose rows
 * (datastore_filters.c). What CKAN has and this service has not is refused, not passed over. */
#include "datastore.h"

#include "hiraku/base/text.h"
#include "hiraku/ckan/question.h"
#include "hiraku/model/resource.h"

#include "package.h"

enum { TARGET_BYTES = 1 << 16 };

static const char *const records_formats[] = {[RECORDS_OBJECTS] = "objects",
                                              [RECORDS_LISTS] = "lists",
                                              [RECORDS_CSV] = "csv",
                                              [RECORDS_TSV] = "tsv"};

static enum status datastore_read_table(struct ckan_question *question, struct datastore *search,
                                        struct problem *p)
{
    search->id = ckan_text(question->call, "resource_id");
    if (!search->id.len)
        search->id = ckan_text(question->call, "id");
    if (!search->id.len)
        return ckan_refuse(question->call, CKAN_MISSING, "resource_id", SLICE_NONE, p);
    search->table = ckan_datastore_table(search->id);
    if (!search->table)
        return ckan_refuse(question->call, CKAN_NO_RESOURCE, "", search->id, p);
    out_text(&search->target, "/v1/");
    out_text(&search->target, search->table->name);
    out_text(&search->target, ".json");
    return STATUS_OK;
}

static enum status datastore_read_form(struct ckan_question *question, struct datastore *search,
                                       struct problem *p)
{
    struct slice name = ckan_text(question->call, "records_format");
    search->total = ckan_flag(question->call, "include_total", true);
    search->next_page = ckan_flag(question->call, "include_next_page", false);
    if (ckan_flag(question->call, "distinct", false))
        return ckan_refuse(question->call, CKAN_NO_DISTINCT, "distinct", SLICE_NONE, p);
    if (!name.len)
        return STATUS_OK;
    for (size_t i = 0; i < sizeof records_formats / sizeof *records_formats; i++)
        if (slice_is(name, records_formats[i])) {
            search->form.format = (enum records_format)i;
            return STATUS_OK;
        }
    return ckan_refuse(question->call, CKAN_NOT_ONE_OF, "records_format",
                       slice_of("['objects', 'lists', 'csv', 'tsv']"), p);
}

/* Where only the place is wanted, a column is asked for all the same. */
static enum status datastore_read_fields(struct ckan_question *question, struct datastore *search,
                                         struct problem *p)
{
    struct slice *names;
    size_t count, columns = 0;
    char bytes[COLUMNS_MAX * 64];
    struct out joined;
    out_open_buffer(&joined, bytes, sizeof bytes);
    enum status status = ckan_texts(question->call, "fields", &names, &count, p);
    search->form.numbered = count == 0;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct column *column = datastore_column(search->table, names[i]);
        bool repeated = false;
        for (size_t j = 0; j < i; j++)
            repeated = repeated || slice_equal(names[i], names[j]);
        if (slice_is(names[i], RECORDS_NUMBER)) {
            search->form.numbered = true;
        } else if (!column) {
            status = ckan_refuse(question->call, CKAN_INVALID, "fields", names[i], p);
        } else if (!repeated) {
            out_text(&joined, columns++ ? "," : "");
            out_text(&joined, column->name);
        }
    }
    search->form.bare = count > 0 && columns == 0;
    if (search->form.bare)
        out_text(&joined, search->table->columns[0].name);
    if (count && status == STATUS_OK)
        datastore_add(search, slice_of("fields"), "", out_written(&joined));
    return status;
}

/* `"name" desc nulls last`: the name and the direction; how empty cells are sorted is ours. */
static bool sort_read(struct slice clause, struct slice *name, bool *descending)
{
    struct slice word;
    if (!slice_word(&clause, name))
        return false;
    if (name->len > 2 && *name->at == '"' && name->at[name->len - 1] == '"')
        *name = (struct slice){name->at + 1, name->len - 2};
    *descending = false;
    if (!slice_word(&clause, &word))
        return true;
    *descending = slice_is(word, "desc") || slice_is(word, "DESC");
    if (!*descending && !slice_is(word, "asc") && !slice_is(word, "ASC"))
        return false;
    clause = text_trim(clause);
    return clause.len == 0 || slice_starts(clause, "nulls ") || slice_starts(clause, "NULLS ");
}

/* What comes behind the place in the list orders nothing: it is every row's own. */
static enum status datastore_read_sort(struct ckan_question *question, struct datastore *search,
                                       struct problem *p)
{
    struct slice *clauses, name;
    size_t count;
    bool descending = false, ended = false;
    char bytes[COLUMNS_MAX * 64];
    struct out joined;
    out_open_buffer(&joined, bytes, sizeof bytes);
    enum status status = ckan_texts(question->call, "sort", &clauses, &count, p);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        bool read = sort_read(clauses[i], &name, &descending);
        bool place = read && slice_is(name, RECORDS_NUMBER);
        if (!read || (place && descending) || (!place && !datastore_column(search->table, name)))
            status = ckan_refuse(question->call, CKAN_INVALID, "sort", clauses[i], p);
        ended = ended || place;
        if (status != STATUS_OK || ended)
            continue;
        out_text(&joined, joined.len ? "," : "");
        out_text(&joined, descending ? "-" : "");
        out_slice(&joined, name);
    }
    search->sorted = joined.len > 0;
    if (joined.len && status == STATUS_OK)
        datastore_add(search, slice_of("sort"), "", out_written(&joined));
    return status;
}

enum status datastore_read(struct ckan_question *question, struct datastore *search,
                           struct problem *p)
{
    static enum status (*const steps[])(struct ckan_question * question, struct datastore * search,
                                        struct problem * p) = {
        datastore_read_table, datastore_read_form,    datastore_read_fields,
        datastore_read_sort,  datastore_read_filters, datastore_read_words};
    enum status status = STATUS_OK;
    out_open_memory(&search->target, TARGET_BYTES);
    search->limit = DATASTORE_LIMIT;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == STATUS_OK; i++)
        status = steps[i](question, search, p);
    if (status == STATUS_OK && search->target.error == STATUS_TOO_LARGE)
        status = ckan_refuse(question->call, CKAN_TOO_LONG, "filters", SLICE_NONE, p);
    if (status == STATUS_OK)
        status = ckan_natural(question->call, "limit", &search->limit, p);
    if (status == STATUS_OK)
        status = ckan_natural(question->call, "offset", &search->offset, p);
    if (search->limit > DATASTORE_LIMIT_MAX)
        search->limit = DATASTORE_LIMIT_MAX;
    return status == STATUS_OK ? out_finish(&search->target, p) : status;
}

void datastore_close(struct datastore *search)
{
    out_close(&search->target);
}
