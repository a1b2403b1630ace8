/* What the services read of a request's release. */
#include "hiraku/http/routing/request_service.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/resource.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"

static uint64_t request_retired(const void *release, const struct resource *resource,
                                struct slice id)
{
    return snapshot_retired(release, resource->name, id);
}

enum status request_service(struct request *request, struct service *service, struct problem *p)
{
    *service = (struct service){.manifest = snapshot_manifest(request->snapshot),
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
