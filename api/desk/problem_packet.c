/* See problem_packet.h. */
#include "hiraku/desk/problem_packet.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/release/json_file.h"

#include <stdio.h>

void problem_packet_write(struct json_writer *json, const char *name, const struct problem *p)
{
    json_begin_object(json, name);
    json_text(json, "status", status_info(p->status)->slug);
    json_text(json, "subject", p->subject);
    json_text(json, "value", p->value);
    json_text(json, "reason", p->reason);
    json_text(json, "allowed", p->allowed);
    json_end(json);
}

static enum status problem_packet_status(const char *slug)
{
    for (int status = STATUS_OK + 1; status < STATUS_COUNT; status++)
        if (strcmp(status_info((enum status)status)->slug, slug) == 0)
            return (enum status)status;
    return STATUS_INTERNAL;
}

enum status problem_packet_read(const json_t *object, struct problem *p)
{
    char slug[64], subject[sizeof p->subject], value[sizeof p->value], reason[sizeof p->reason];
    char allowed[sizeof p->allowed];
    bool good = json_is_object(object);
    json_member_text(object, "status", slug, sizeof slug, &good);
    json_member_text(object, "subject", subject, sizeof subject, &good);
    json_member_text(object, "value", value, sizeof value, &good);
    json_member_text(object, "reason", reason, sizeof reason, &good);
    json_member_text(object, "allowed", allowed, sizeof allowed, &good);
    if (!good)
        return problem_set(p, STATUS_INTERNAL, SLICE_NONE, SLICE_NONE, "no problem");
    enum status status = problem_set(p, problem_packet_status(slug), slice_of(subject),
                                     slice_of(value), reason[0] ? reason : NULL);
    if (allowed[0])
        problem_allow(p, slice_of(allowed));
    return status;
}
