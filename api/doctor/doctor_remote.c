/* An instance on line: asked once, at the address that is given. */
#include "hiraku/base/json_memory.h"
#include "hiraku/doctor/doctor.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/releases.h"
#include "hiraku/remote/http_look.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <time.h>

enum { ANSWER_MOST = 1 << 20, CERTIFICATE_DAYS = 30, SECONDS_A_DAY = 86400, HTTP_GOOD = 200 };

/* --- how it is reached ------------------------------------------------------------------------ */

static void doctor_note_certificate(struct doctor *doctor, const struct http_look *look)
{
    char day[16];
    struct tm parts;
    int64_t left = (look->ends - time(NULL)) / SECONDS_A_DAY;
    if (look->untrusted[0])
        doctor_find(doctor, DOCTOR_UNTRUSTED, look->untrusted, NULL);
    if (look->ends && left < CERTIFICATE_DAYS && gmtime_r(&look->ends, &parts) &&
        strftime(day, sizeof day, "%Y-%m-%d", &parts))
        doctor_find_number(doctor, DOCTOR_CERTIFICATE, day, left);
}

/* Fields of each answer that caches, browsers and readers of older releases need; a proxy that
 * takes one away does so to all. */
static void doctor_note_fields(struct doctor *doctor, const struct http_look *look)
{
    static const char *const fields[] = {"etag",
                                         "vary",
                                         "link",
                                         "hiraku-release",
                                         "access-control-allow-origin",
                                         "content-security-policy",
                                         "x-content-type-options"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char word[64];
        snprintf(word, sizeof word, " %s ", fields[i]);
        if (!strstr(look->fields, word))
            doctor_find(doctor, DOCTOR_PROXY, fields[i], NULL);
    }
}

/* Machines of one's own are reached without a certificate. */
static bool doctor_is_near(const char *url)
{
    static const char scheme[] = "http://";
    static const char *const hosts[] = {"localhost", "[::1]"};
    if (strncmp(url, scheme, sizeof scheme - 1) != 0)
        return false;
    const char *host = url + sizeof scheme - 1;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        size_t length = strlen(hosts[i]);
        if (strncmp(host, hosts[i], length) == 0 && strchr(":/", host[length]))
            return true;
    }
    return strncmp(host, "127.", 4) == 0;
}

/* --- what it says of itself ------------------------------------------------------------------- */

static enum status doctor_note_instance(struct doctor *doctor, struct slice body, struct problem *p)
{
    json_memory_begin();
    json_t *instance = json_loadb(body.at, body.len, 0, NULL);
    const char *base = json_string_value(json_object_get(instance, "base_url"));
    if (!base)
        doctor_find(doctor, DOCTOR_NOT_HIRAKU, "no base_url", NULL);
    else if (strcmp(base, doctor->target) != 0)
        doctor_find(doctor, DOCTOR_OTHER_BASE, base, NULL);
    json_decref(instance);
    return json_memory_failed() ? problem_memory(p) : STATUS_OK;
}

static void doctor_note_release(struct doctor *doctor, const struct http_look *look)
{
    char dir[RELEASE_PATH_SIZE], number[24];
    uint64_t current;
    struct problem ignored;
    if (!doctor->store || !look->release[0] ||
        release_current(doctor->store, &current, dir, &ignored) != STATUS_OK)
        return;
    snprintf(number, sizeof number, "%" PRIu64, current);
    if (strcmp(number, look->release) != 0)
        doctor_find(doctor, DOCTOR_OTHER_RELEASE, look->release, number);
}

enum status doctor_check_url(struct doctor *doctor, struct problem *p)
{
    struct http_look look;
    struct out body;
    char url[2200], code[32];
    snprintf(url, sizeof url, "%s/v1/instance.json", doctor->target);
    out_open_memory(&body, ANSWER_MOST);
    enum status status = http_look(url, &look, &body, p);
    if (status == STATUS_OK && look.code == 0)
        doctor_find(doctor, DOCTOR_NOT_REACHED, look.error, NULL);
    if (status == STATUS_OK) {
        doctor_note_certificate(doctor, &look);
        if (strncmp(doctor->target, "http:", 5) == 0 && !doctor_is_near(doctor->target))
            doctor_find(doctor, DOCTOR_PLAIN, NULL, NULL);
    }
    snprintf(code, sizeof code, "HTTP %ld", look.code);
    if (status == STATUS_OK && look.code != 0 && look.code != HTTP_GOOD)
        doctor_find(doctor, DOCTOR_NOT_HIRAKU, code, NULL);
    if (status == STATUS_OK && look.code == HTTP_GOOD) {
        doctor_note_fields(doctor, &look);
        doctor_note_release(doctor, &look);
        status = doctor_note_instance(doctor, out_written(&body), p);
    }
    out_close(&body);
    return status;
}
