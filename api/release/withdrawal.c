/* See withdrawal.h. Whether it is about this release is compared by verify.c. */
#include "hiraku/release/withdrawal.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/release/json_file.h"
#include "hiraku/release/layout.h"

enum { WITHDRAWAL_MOST = 16 << 10 };

enum status withdrawal_read(struct withdrawal *withdrawal, const char *dir, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    json_t *root;
    bool good = true;
    memset(withdrawal, 0, sizeof *withdrawal);
    enum status status = file_path(path, dir, layout_withdrawal, p);
    if (status != STATUS_OK || !file_exists(path))
        return status;
    status = json_file(dir, layout_withdrawal, &root, p);
    if (status != STATUS_OK)
        return status;
    json_member_text(root, "reason", withdrawal->reason, sizeof withdrawal->reason, &good);
    json_member_text(root, "reason_en", withdrawal->reason_en, sizeof withdrawal->reason_en, &good);
    json_member_text(root, "release", withdrawal->release, sizeof withdrawal->release, &good);
    json_member_time(root, "withdrawn_at", &withdrawal->at, &good);
    json_decref(root);
    return good && withdrawal->reason[0] != '\0'
               ? STATUS_OK
               : problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE,
                             "a member is missing or has another type");
}

enum status withdrawal_write(const struct withdrawal *withdrawal, const char *dir,
                             struct problem *p)
{
    char when[CLOCK_RFC3339_SIZE];
    struct out out;
    struct json_writer json = json_indented(&out, 1);
    out_open_memory(&out, WITHDRAWAL_MOST);
    clock_rfc3339(withdrawal->at, when);
    json_begin_object(&json, NULL);
    json_text(&json, "reason", withdrawal->reason);
    json_text(&json, "reason_en", withdrawal->reason_en);
    json_text(&json, "release", withdrawal->release);
    json_text(&json, "withdrawn_at", when);
    json_finish(&json);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = file_replace(dir, layout_withdrawal, out_written(&out), p);
    out_close(&out);
    return status;
}
