/* The folder of an instance, and the settings in the environment. */
#include "hiraku/base/config.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/doctor/doctor.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/publish/publish.h"

#include <ctype.h>
#include <stdio.h>
#include <unistd.h>

enum { NAME_MOST = 128 };

/* Compares with the store, where one is named; `*compared` false: it has errors, or there is none.
 */
static enum status doctor_preview(struct doctor *doctor, struct publish_result *result,
                                  bool *compared, struct problem *p)
{
    enum status status =
        doctor->store
            ? publish_preview(doctor->store, doctor->target, doctor->options, NULL, result, p)
            : ingest_check_folder(doctor->target, &doctor->options->own, doctor->options->report,
                                  doctor->options->progress, p);
    *compared = doctor->store && status == STATUS_OK;
    return status == STATUS_BAD_DATA ? STATUS_OK : status;
}

enum status doctor_check_data(struct doctor *doctor, struct problem *p)
{
    struct publish_result result = {.number = 0};
    const struct report *report = doctor->options->report;
    char text[24];
    bool compared;
    enum status status = doctor_preview(doctor, &result, &compared, p);
    if (status != STATUS_OK)
        return status;
    size_t errors = report_count(report, SEVERITY_ERROR);
    size_t warnings = report_count(report, SEVERITY_WARNING);
    snprintf(text, sizeof text, "%zu", errors > 0 ? errors : warnings);
    if (errors > 0 || warnings > 0)
        doctor_find(doctor, errors > 0 ? DOCTOR_DATA_ERRORS : DOCTOR_DATA_WARNINGS, text, NULL);
    if (compared && result.base > 0 && result.changed)
        doctor_find_number(doctor, DOCTOR_UNPUBLISHED, doctor->store, (int64_t)result.base);
    return STATUS_OK;
}

/* HIRAKU_… is a setting, or one of the few that are none. */
static bool doctor_is_setting(const char *name, size_t len)
{
    static const char *const others[] = {"lang", "config", "port"};
    char lower[NAME_MOST];
    if (len >= sizeof lower)
        return false;
    for (size_t i = 0; i < len; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    struct slice word = {lower, len};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (slice_is(word, others[i]))
            return true;
    return config_knows(word);
}

enum status doctor_check_settings(struct doctor *doctor, struct problem *p)
{
    static const char prefix[] = "HIRAKU_";
    size_t begins = sizeof prefix - 1;
    (void)p;
    for (char **one = environ; one && *one; one++) {
        const char *equals = strchr(*one, '=');
        if (!equals || strncmp(*one, prefix, begins) != 0)
            continue;
        size_t len = (size_t)(equals - *one);
        char name[NAME_MOST];
        snprintf(name, sizeof name, "%.*s", (int)len, *one);
        if (!doctor_is_setting(*one + begins, len - begins))
            doctor_find(doctor, DOCTOR_UNKNOWN_SETTING, name, NULL);
    }
    return STATUS_OK;
}
