/* Organizations (one: who publishes), groups (none), tags (the keywords) and vocabularies (none).
 */
#include "hiraku/base/json_writer.h"
#include "hiraku/base/text.h"
#include "hiraku/ckan/question.h"
#include "hiraku/model/instance.h"

#include "package.h"

static void publishers_datasets(const struct ckan_question *question,
                                const struct packages *packages, struct json_writer *json)
{
    json_begin_array(json, "packages");
    for (size_t i = 0; i < packages->count; i++) {
        json_begin_object(json, NULL);
        ckan_package_write(question, &packages->sets[i], json);
        json_end(json);
    }
    json_end(json);
}

static enum status publishers_write(struct ckan_question *question, const char *name,
                                    struct json_writer *json, struct problem *p)
{
    const struct packages *packages = ckan_packages(question);
    if (!packages)
        return problem_memory(p);
    ckan_publisher_write(question, name, json);
    json_text(json, "display_name",
              question->instance->publisher_name[question->instance->language]);
    json_text(json, "image_display_url", "");
    json_int(json, "package_count", (int64_t)packages->count);
    json_int(json, "num_followers", 0);
    if (name && ckan_flag(question->call, "include_datasets", false))
        publishers_datasets(question, packages, json);
    json_end(json);
    return STATUS_OK;
}

/* Whether the words are in the name or the title. */
static bool publishers_match(const struct ckan_question *question)
{
    struct slice words = text_trim(ckan_text(question->call, "q"));
    const char *title = question->instance->publisher_name[question->instance->language];
    return words.len == 0 || memmem(title, strlen(title), words.at, words.len) ||
           slice_is(words, ckan_publisher(question));
}

/* Of a list of one: whether a page has it. */
static enum status publishers_page(struct ckan_question *question, bool *shown, struct problem *p)
{
    uint64_t limit = 1, offset = 0;
    enum status status = ckan_natural(question->call, "limit", &limit, p);
    if (status == STATUS_OK)
        status = ckan_natural(question->call, "offset", &offset, p);
    *shown = offset == 0 && publishers_match(question);
    return status;
}

enum status ckan_organization_list(struct ckan_question *question, struct json_writer *json,
                                   struct problem *p)
{
    bool shown;
    enum status status = publishers_page(question, &shown, p);
    if (status != STATUS_OK)
        return status;
    json_begin_array(json, "result");
    if (shown && ckan_flag(question->call, "all_fields", false))
        status = publishers_write(question, NULL, json, p);
    else if (shown)
        json_text(json, NULL, ckan_publisher(question));
    json_end(json);
    return status;
}

enum status ckan_organization_show(struct ckan_question *question, struct json_writer *json,
                                   struct problem *p)
{
    struct slice id = ckan_text(question->call, "id");
    if (!id.len)
        return ckan_refuse(question->call, CKAN_MISSING, "id", SLICE_NONE, p);
    if (!slice_is(id, ckan_publisher(question)))
        return ckan_refuse(question->call, CKAN_NOT_FOUND, "", SLICE_NONE, p);
    return publishers_write(question, "result", json, p);
}

static enum status publishers_none(struct json_writer *json)
{
    json_begin_array(json, "result");
    json_end(json);
    return STATUS_OK;
}

enum status ckan_group_list(struct ckan_question *question, struct json_writer *json,
                            struct problem *p)
{
    (void)question, (void)p;
    return publishers_none(json);
}

enum status ckan_vocabulary_list(struct ckan_question *question, struct json_writer *json,
                                 struct problem *p)
{
    (void)question, (void)p;
    return publishers_none(json);
}

enum status ckan_group_show(struct ckan_question *question, struct json_writer *json,
                            struct problem *p)
{
    bool named = ckan_text(question->call, "id").len > 0;
    (void)json;
    return ckan_refuse(question->call, named ? CKAN_NOT_FOUND : CKAN_MISSING, named ? "" : "id",
                       SLICE_NONE, p);
}

enum status ckan_tag_list(struct ckan_question *question, struct json_writer *json,
                          struct problem *p)
{
    struct slice words = text_trim(ckan_text(question->call, "query"));
    bool whole = ckan_flag(question->call, "all_fields", false);
    struct keywords keywords = {.language = 0};
    struct slice keyword;
    (void)p;
    if (!words.len)
        words = text_trim(ckan_text(question->call, "q"));
    json_begin_array(json, "result");
    while (ckan_keyword(question->instance, &keywords, &keyword)) {
        if (words.len && !memmem(keyword.at, keyword.len, words.at, words.len))
            continue;
        if (whole)
            ckan_tag_write(keyword, json);
        else
            json_slice(json, NULL, keyword);
    }
    json_end(json);
    return STATUS_OK;
}

/* Every dataset has all keywords. */
enum status ckan_tag_show(struct ckan_question *question, struct json_writer *json,
                          struct problem *p)
{
    struct slice id = ckan_text(question->call, "id"), keyword;
    struct keywords keywords = {.language = 0};
    const struct packages *packages = ckan_packages(question);
    bool found = false;
    if (!packages)
        return problem_memory(p);
    if (!id.len)
        return ckan_refuse(question->call, CKAN_MISSING, "id", SLICE_NONE, p);
    while (!found && ckan_keyword(question->instance, &keywords, &keyword))
        found = slice_equal(keyword, id);
    if (!found)
        return ckan_refuse(question->call, CKAN_NOT_FOUND, "", SLICE_NONE, p);
    json_begin_object(json, "result");
    json_slice(json, "id", id);
    json_slice(json, "name", id);
    json_slice(json, "display_name", id);
    json_number(json, "vocabulary_id", SLICE_NONE);
    if (ckan_flag(question->call, "include_datasets", false))
        publishers_datasets(question, packages, json);
    json_end(json);
    return STATUS_OK;
}
