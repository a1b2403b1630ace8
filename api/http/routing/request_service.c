/* What the services read of a request's release. */
#include "hiraku/http/routing/request_service.h"

#include "hiraku/base/config.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"
#include "hiraku/service/references.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"

static uint64_t request_retired(const void *release, const struct resource *resource,
                                struct slice id)
{
    return snapshot_retired(release, resource->name, id);
}

enum status request_service(struct request *request, struct service *service, struct problem *p)
{
    *service = (struct service){.folder = request->snapshots->config->store,
                                .manifest = snapshot_manifest(request->snapshot),
                                .instance = snapshot_instance(request->snapshot),
                                .language = request->language,
                                .arena = &request->arena,
                                .retired = request_retired,
                                .context = request->snapshot};
    enum status status = snapshot_borrow(request->snapshot, &service->store, p);
    if (status == STATUS_OK)
        store_deadline(service->store, request->deadline_ms);
    return status;
}

struct query_rules request_rules(const struct request *request, enum query_form form)
{
    const struct instance *instance = snapshot_instance(request->snapshot);
    return (struct query_rules){form, instance->first_month, instance->utc_offset};
}

enum status trial_query(const struct trial *trial, struct query *query, struct problem *p)
{
    enum status status =
        query_parse(query, trial->arena, trial->parameters, trial->count,
                    (struct query_rules){.form = trial->request->form.writer->form,
                                         .first_month = trial->service->instance->first_month},
                    p);
    return status == STATUS_OK ? references_check(trial->service, query, p) : status;
}
