/* What is said of the site: its state, what its actions do, its licence. */
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/ckan/question.h"
#include "hiraku/model/instance.h"

#include "package.h"

/* The version of CKAN whose answers these are: clients choose by it what they send. */
#define CKAN_VERSION "2.11.0"

enum { HELP_BYTES = 1 << 14 };

enum status ckan_status_show(struct ckan_question *question, struct json_writer *json,
                             struct problem *p)
{
    const struct instance *instance = question->instance;
    bool ja = instance->language == LANGUAGE_JA;
    (void)p;
    json_begin_object(json, "result");
    json_text(json, "ckan_version", CKAN_VERSION);
    json_text(json, "site_url", instance->base_url);
    json_text(json, "site_title", instance->title[instance->language]);
    json_slice(json, "site_description",
               instance_cell(instance, ja ? "description_ja" : "description_en"));
    json_slice(json, "error_emails_to", instance_cell(instance, "contact_email"));
    json_text(json, "locale_default", ja ? "ja" : "en");
    json_begin_array(json, "extensions");
    json_text(json, NULL, "datastore");
    json_end(json);
    json_text(json, "software", "hiraku " HIRAKU_VERSION);
    json_end(json);
    return STATUS_OK;
}

enum status ckan_site_read(struct ckan_question *question, struct json_writer *json,
                           struct problem *p)
{
    (void)question, (void)p;
    json_bool(json, "result", true);
    return STATUS_OK;
}

enum status ckan_help_show(struct ckan_question *question, struct json_writer *json,
                           struct problem *p)
{
    struct slice name = ckan_text(question->call, "name");
    const struct ckan_action *action = question->actions;
    enum language language = question->language;
    struct out text;
    if (!name.len)
        return ckan_refuse(question->call, CKAN_MISSING, "name", SLICE_NONE, p);
    while (action->name && !slice_is(name, action->name))
        action++;
    if (!action->name)
        return ckan_refuse(question->call, CKAN_NOT_FOUND, "", SLICE_NONE, p);
    out_open_memory(&text, HELP_BYTES);
    out_text(&text, action->doc[language]);
    for (const struct ckan_argument *one = action->arguments; one->name; one++) {
        const char *const pieces[] = {"\n:param ", one->name, ": ", one->doc[language]};
        for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
            out_text(&text, pieces[i]);
    }
    if (action->write == ckan_help_show)
        for (action = question->actions; action->name; action++) {
            out_text(&text, "\n");
            out_text(&text, action->name);
        }
    json_slice(json, "result", out_written(&text));
    enum status status = out_finish(&text, p);
    out_close(&text);
    return status;
}

/* One: that of all that is published here. Its address is its id. */
enum status ckan_license_list(struct ckan_question *question, struct json_writer *json,
                              struct problem *p)
{
    const struct instance *instance = question->instance;
    (void)p;
    json_begin_array(json, "result");
    json_begin_object(json, NULL);
    json_text(json, "id", instance->licence_url);
    json_slice(json, "title", ckan_licence_name(instance));
    json_text(json, "url", instance->licence_url);
    json_text(json, "status", "active");
    json_text(json, "family", "");
    json_text(json, "maintainer", "");
    json_text(json, "od_conformance", "not reviewed");
    json_text(json, "osd_conformance", "not reviewed");
    json_bool(json, "domain_content", true);
    json_bool(json, "domain_data", true);
    json_bool(json, "domain_software", false);
    json_bool(json, "is_generic", false);
    json_end(json);
    json_end(json);
    return STATUS_OK;
}
