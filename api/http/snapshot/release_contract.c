/* The API document of an open release, for the pages that show it.
 *
 * Made when it is first asked for, and then never changes: making it takes far longer than writing
 * a page from it. Nobody waits meanwhile; of two that were made at once one is kept. */
#include "hiraku/exporters/openapi/openapi.h"
#include "hiraku/http/snapshot/snapshot.h"

#include "release_parts.h"

/* The one that is kept: `made` if there was none, which may be NULL. */
static const json_t *contract_kept(struct snapshot *release, json_t *made)
{
    pthread_mutex_lock(&release->lock);
    if (!release->contract)
        release->contract = made;
    else
        json_decref(made);
    const json_t *kept = release->contract;
    pthread_mutex_unlock(&release->lock);
    return kept;
}

enum status snapshot_contract(struct snapshot *release, const json_t **document, struct problem *p)
{
    const struct openapi_view view = {.page = true};
    json_t *made = NULL;
    *document = contract_kept(release, NULL);
    if (*document)
        return STATUS_OK;
    enum status status = openapi_make(&release->instance, view, &made, p);
    *document = contract_kept(release, made);
    return status;
}
