/* hiraku serve, hiraku openapi. */
#include "command.h"

#include "hiraku/exporters/openapi/openapi.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/releases.h"
#include "hiraku/server.h"

enum status command_serve(const struct call *call, struct out *out, struct problem *p)
{
    if (call->print_config) {
        config_print(&call->config, out);
        return STATUS_OK;
    }
    return server_run(&call->config, call->language, p);
}

enum status command_openapi(const struct call *call, struct out *out, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    struct instance instance;
    uint64_t number;
    if (!call->store_given)
        return openapi_write(NULL, (struct openapi_view){0}, out, p);
    enum status status = release_current(call->config.store, &number, dir, p);
    if (status != STATUS_OK)
        return status;
    status = instance_read_release(&instance, dir, p);
    if (status == STATUS_OK)
        status = openapi_write(&instance, (struct openapi_view){0}, out, p);
    instance_free(&instance);
    return status;
}
