/* GET /v1/releases/{release}/downloads/{file}: the file of that release, whose bytes never change.
 */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/downloads/download.h"
#include "hiraku/http/response/download.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/manifest.h"

enum { NUMBER_DIGITS = 18, NUMBER_SEGMENT = 2 };

/* The number of a release, written in one way only; 0: it is none. */
static uint64_t release_download_number(struct slice text)
{
    uint64_t number = 0;
    if (text.len == 0 || text.len > NUMBER_DIGITS || text.at[0] == '0')
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return 0;
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    }
    return number;
}

enum status handle_release_download(struct request *request, struct representation *answer,
                                    struct problem *p)
{
    uint64_t now = snapshot_manifest(request->snapshot)->number;
    uint64_t number = release_download_number(request->segments[NUMBER_SEGMENT]);
    struct download_wanted wanted;
    answer->vary_accept = false;
    if (number == 0 || number > now) {
        enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
        problem_nearest(p, arena_printf(&request->arena, DOWNLOAD_PLACE, now, (int)request->id.len,
                                        request->id.at));
        problem_example(p, "/v1/downloads");
        return status;
    }
    enum status status = download_choose(request, &wanted, number, p);
    return status == STATUS_OK ? download_plan(request, answer, &wanted, true, p) : status;
}
