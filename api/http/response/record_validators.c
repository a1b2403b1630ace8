/* Validators of one record. */
#include "hiraku/http/response/record_validators.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/service/inputs.h"
#include "hiraku/store/history.h"

enum status record_validators(struct request *request, struct representation *answer,
                              struct store *store, const struct row *row, struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct inputs inputs = {.count = 0};
    uint64_t own = 0;
    time_t at = 0;
    answer->citable = true;
    answer->about = request->resource;
    answer->about_id = request->id;
    inputs_add_shown(&inputs, request->resource, writer->without);
    etag_of_tables(answer, request, inputs.tables, inputs.count, answer->content_location);
    if (!(writer->without & COL_HIDDEN))
        return STATUS_OK;
    enum status status =
        store_changed_in(store, request->resource, request->id, writer->without, &own, p);
    if (own > 0)
        at = snapshot_time(request->snapshot, own);
    if (status != STATUS_OK || at == 0)
        return status;
    answer->changed_in = own;
    answer->modified = at;
    etag_of_record(answer, request, row, answer->content_location);
    return STATUS_OK;
}
