/* Datasets and resources by name. Searching is search.c. */
#include "hiraku/base/json_writer.h"
#include "hiraku/ckan/question.h"

#include "package.h"

#include <stdlib.h>

/* `limit` 0 is all of them, as CKAN has it. */
static enum status packages_page(struct ckan_question *question, size_t count, size_t *from,
                                 size_t *to, struct problem *p)
{
    uint64_t limit = 0, offset = 0;
    enum status status = ckan_natural(question->call, "limit", &limit, p);
    if (status == STATUS_OK)
        status = ckan_natural(question->call, "offset", &offset, p);
    *from = offset < count ? (size_t)offset : count;
    *to = limit && limit < count - *from ? *from + (size_t)limit : count;
    return status;
}

static int packages_compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

enum status ckan_package_list(struct ckan_question *question, struct json_writer *json,
                              struct problem *p)
{
    const struct packages *packages = ckan_packages(question);
    const char *names[PACKAGES_MAX];
    size_t from, to;
    if (!packages)
        return problem_memory(p);
    for (size_t i = 0; i < packages->count; i++)
        names[i] = packages->sets[i].name;
    qsort(names, packages->count, sizeof *names, packages_compare);
    enum status status = packages_page(question, packages->count, &from, &to, p);
    if (status != STATUS_OK)
        return status;
    json_begin_array(json, "result");
    for (size_t i = from; i < to; i++)
        json_text(json, NULL, names[i]);
    json_end(json);
    return STATUS_OK;
}

enum status ckan_package_list_with_resources(struct ckan_question *question,
                                             struct json_writer *json, struct problem *p)
{
    const struct packages *packages = ckan_packages(question);
    size_t from, to;
    if (!packages)
        return problem_memory(p);
    enum status status = packages_page(question, packages->count, &from, &to, p);
    if (status != STATUS_OK)
        return status;
    json_begin_array(json, "result");
    for (size_t i = from; i < to; i++) {
        json_begin_object(json, NULL);
        ckan_package_write(question, &packages->sets[i], json);
        json_end(json);
    }
    json_end(json);
    return STATUS_OK;
}

enum status ckan_package_show(struct ckan_question *question, struct json_writer *json,
                              struct problem *p)
{
    const struct packages *packages = ckan_packages(question);
    struct slice id = ckan_text(question->call, "id");
    if (!packages)
        return problem_memory(p);
    if (!id.len)
        id = ckan_text(question->call, "name_or_id");
    if (!id.len)
        return ckan_refuse(question->call, CKAN_MISSING, "name_or_id", SLICE_NONE, p);
    const struct dataset *set = ckan_package_named(packages, id);
    if (!set)
        return ckan_refuse(question->call, CKAN_NOT_FOUND, "", SLICE_NONE, p);
    json_begin_object(json, "result");
    ckan_package_write(question, set, json);
    json_end(json);
    return STATUS_OK;
}

enum status ckan_resource_show(struct ckan_question *question, struct json_writer *json,
                               struct problem *p)
{
    const struct packages *packages = ckan_packages(question);
    struct slice id = ckan_text(question->call, "id");
    if (!packages)
        return problem_memory(p);
    if (!id.len)
        return ckan_refuse(question->call, CKAN_MISSING, "id", SLICE_NONE, p);
    for (size_t i = 0; i < packages->count; i++)
        if (ckan_resource_write(question, &packages->sets[i], id, json))
            return STATUS_OK;
    return ckan_refuse(question->call, CKAN_NOT_FOUND, "", SLICE_NONE, p);
}

enum status ckan_resource_view_list(struct ckan_question *question, struct json_writer *json,
                                    struct problem *p)
{
    if (!ckan_text(question->call, "id").len)
        return ckan_refuse(question->call, CKAN_MISSING, "id", SLICE_NONE, p);
    json_begin_array(json, "result");
    json_end(json);
    return STATUS_OK;
}
