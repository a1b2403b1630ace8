/* GET /datapackage.json: all tables as a data package (Frictionless). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/catalogue/datapackage.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"

static enum status datapackage_write_served(struct request *request, struct representation *answer,
                                            struct out *out, struct problem *p)
{
    (void)answer, (void)p;
    datapackage_write(out, snapshot_instance(request->snapshot),
                      snapshot_manifest(request->snapshot), snapshot_artifacts(request->snapshot),
                      DATAPACKAGE_SERVED);
    return STATUS_OK;
}

enum status handle_datapackage(struct request *request, struct representation *answer,
                               struct problem *p)
{
    return document_plan(request, answer, "/datapackage", datapackage_write_served, p);
}
