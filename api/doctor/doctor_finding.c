/* What checks found, kept and told: doctor.def has the words. */
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/doctor/doctor.h"

#include <inttypes.h>
#include <stdio.h>

static const struct {
    const char *slug, *text[2], *command;
} doctor_words[DOCTOR_KINDS] = {
#define DOCTOR(name, slug, ja, en, command) [DOCTOR_##name] = {slug, {ja, en}, command},
#include "hiraku/doctor/doctor.def"
#undef DOCTOR
};

void doctor_find(struct doctor *doctor, enum doctor_kind kind, const char *two, const char *three)
{
    if (doctor->count == DOCTOR_FINDINGS)
        return;
    struct doctor_finding *finding = &doctor->findings[doctor->count++];
    finding->kind = kind;
    snprintf(finding->with[0], sizeof finding->with[0], "%s", two ? two : "");
    snprintf(finding->with[1], sizeof finding->with[1], "%s", three ? three : "");
}

void doctor_find_number(struct doctor *doctor, enum doctor_kind kind, const char *two,
                        int64_t three)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, three);
    doctor_find(doctor, kind, two, text);
}

/* --- as text ---------------------------------------------------------------------------------- */

static void doctor_fill(struct out *out, const struct doctor *doctor,
                        const struct doctor_finding *finding, const char *text)
{
    const char *const with[] = {doctor->target, finding->with[0], finding->with[1]};
    while (*text) {
        size_t run = strcspn(text, "{");
        out_bytes(out, text, run);
        text += run;
        if (text[0] == '{' && text[1] >= '1' && text[1] <= '3' && text[2] == '}') {
            out_text(out, with[text[1] - '1']);
            text += 3;
        } else if (*text) {
            out_char(out, *text++);
        }
    }
}

void doctor_write(const struct doctor *doctor, enum language language, struct out *out)
{
    for (size_t i = 0; i < doctor->count; i++) {
        const struct doctor_finding *finding = &doctor->findings[i];
        doctor_fill(out, doctor, finding, doctor_words[finding->kind].text[language]);
        out_text(out, "\n    ");
        doctor_fill(out, doctor, finding, doctor_words[finding->kind].command);
        out_char(out, '\n');
    }
}

static void doctor_member(struct json_writer *json, const char *name, const struct doctor *doctor,
                          const struct doctor_finding *finding, const char *text)
{
    char bytes[4096];
    struct out out;
    out_open_buffer(&out, bytes, sizeof bytes);
    doctor_fill(&out, doctor, finding, text);
    json_slice(json, name, out_written(&out));
}

void doctor_write_json(const struct doctor *doctor, struct json_writer *json)
{
    json_text(json, "target", doctor->target);
    json_begin_array(json, "findings");
    for (size_t i = 0; i < doctor->count; i++) {
        const struct doctor_finding *finding = &doctor->findings[i];
        json_begin_object(json, NULL);
        json_text(json, "finding", doctor_words[finding->kind].slug);
        doctor_member(json, "text_ja", doctor, finding,
                      doctor_words[finding->kind].text[LANGUAGE_JA]);
        doctor_member(json, "text_en", doctor, finding,
                      doctor_words[finding->kind].text[LANGUAGE_EN]);
        doctor_member(json, "command", doctor, finding, doctor_words[finding->kind].command);
        json_end(json);
    }
    json_end(json);
}
