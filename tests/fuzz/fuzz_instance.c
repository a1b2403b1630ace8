/* instance.json: with and without a report the verdict is the same, but for what is left of the
 * template, which is no matter in the file of a release; the canonical text of what is
 * accepted is accepted, and is its own canonical text. */
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/instance.h"

#include "api/publish/differences.h"
#include "fuzz.h"

static enum status read_one(struct instance *instance, struct slice text, bool reported,
                            uint64_t *errors)
{
    char path[FUZZ_PATH];
    struct problem p = {.status = STATUS_OK};
    int fd = fuzz_file(text.at, text.len, path);
    struct report *report = reported ? report_new() : NULL;
    enum status status = instance_read(instance, path, report, &p);
    *errors = reported ? report_count(report, SEVERITY_ERROR) -
                             report_rule_count(report, RULE_PLACEHOLDER)
                       : 0;
    if (reported) {
        struct out out;
        out_open_memory(&out, 64 << 20);
        struct json_writer json = json_compact(&out, JSON_EMPTY_NULL);
        report_write_members(report, &json);
        ENSURE(out_finish(&out, NULL) == STATUS_OK && utf8_is_valid(out_written(&out)));
        out_close(&out);
    }
    ENSURE(status == STATUS_OK || p.status == status);
    report_free(report);
    close(fd);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = fuzz_input(data, size);
    struct instance instance, again;
    uint64_t errors, none;
    ENSURE(read_one(&instance, text, true, &errors) == STATUS_OK);
    enum status strict = read_one(&again, text, false, &none);
    ENSURE(strict == (errors ? STATUS_BAD_INSTANCE : STATUS_OK));
    instance_free(&again);
    if (errors == 0) {
        struct out first, second;
        out_open_memory(&first, 64 << 20);
        out_open_memory(&second, 64 << 20);
        instance_write(&instance, &first);
        ENSURE(read_one(&again, out_written(&first), false, &none) == STATUS_OK);
        instance_write(&again, &second);
        ENSURE(slice_equal(out_written(&first), out_written(&second)));
        ENSURE(strcmp(instance.sha256, again.sha256) == 0);
        ENSURE(instance.first_month >= 1 && instance.first_month <= 12);
        instance_free(&again);
        out_close(&first);
        out_close(&second);
    }
    instance_free(&instance);
    return 0;
}
