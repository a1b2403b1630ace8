/* hiraku doctor: what is not as it should be, with the command that mends it. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/doctor/doctor.h"
#include "hiraku/release/layout.h"

#include <stdlib.h>
#include <unistd.h>

static bool doctor_target_has(const char *folder, const char *name)
{
    char path[FILE_PATH_SIZE];
    struct problem ignored;
    return file_path(path, folder, name, &ignored) == STATUS_OK && file_exists(path);
}

/* A folder that is there and no instance is a store, maybe an empty one. */
static enum status doctor_target_place(const struct call *call, enum doctor_place *place,
                                       struct problem *p)
{
    const char *target = call->operand;
    *place = call_is_url(target)                          ? DOCTOR_URL
             : doctor_target_has(target, layout_instance) ? DOCTOR_FOLDER
                                                          : DOCTOR_STORE;
    if (*place != DOCTOR_URL && access(target, F_OK) < 0)
        return problem_set(p, STATUS_NO_FOLDER, slice_of(target), SLICE_NONE, NULL);
    return STATUS_OK;
}

static void doctor_tell(const struct call *call, const struct doctor *doctor, struct out *out)
{
    char count[24];
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    if (call->json) {
        json_begin_object(&json, NULL);
        doctor_write_json(doctor, &json);
        json_finish(&json);
        return;
    }
    doctor_write(doctor, call->language, out);
    message_write(out, doctor->count > 0 ? MESSAGE_DOCTOR_FOUND : MESSAGE_DOCTOR_WELL,
                  call->language,
                  MESSAGE_WITH(doctor->target, message_number(count, doctor->count)));
}

enum status command_doctor(const struct call *call, struct out *out, struct problem *p)
{
    struct doctor *doctor = calloc(1, sizeof *doctor);
    struct report *report = report_new();
    char *target = strdup(call->operand);
    const struct publish_options options = {.report = report, .own = call_own_limits(call)};
    enum doctor_place place = DOCTOR_STORE;
    enum status status = doctor && report && target ? STATUS_OK : problem_memory(p);
    if (status == STATUS_OK)
        status = doctor_target_place(call, &place, p);
    if (status == STATUS_OK) {
        for (size_t len = strlen(target); len > 1 && target[len - 1] == '/'; len--)
            target[len - 1] = '\0';
        doctor->config = &call->config;
        doctor->target = target;
        doctor->store = call->store_named ? call->config.store : NULL;
        doctor->options = &options;
        status = doctor_look(doctor, place, p);
    }
    if (status == STATUS_OK) {
        doctor_tell(call, doctor, out);
        if (doctor->count > 0)
            status = problem_set(p, STATUS_BAD_DATA, SLICE_NONE, SLICE_NONE, NULL);
    }
    free(target);
    report_free(report);
    free(doctor);
    return status;
}
