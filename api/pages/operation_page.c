/* See operation_page.h. Shows what the API document says, and adds nothing. */
#include "hiraku/pages/operation_page.h"

#include "hiraku/exporters/openapi/openapi.h"
#include "hiraku/pages/shown_answer.h"

#include "docs.h"

#include <stdio.h>

enum { OPERATION_ID_SIZE = 128 };

static void operation_read(struct operation *operation)
{
    json_t *paths = json_object_get(operation->document, "paths"), *item;
    const char *path;
    json_object_foreach(paths, path, item)
    {
        operation->path = path;
        operation->call = json_object_get(item, "get");
        operation->id = docs_string(operation->call, "operationId");
    }
}

enum status operation_open(struct operation *operation, const struct instance *instance,
                           struct slice id, struct problem *p)
{
    char name[OPERATION_ID_SIZE];
    *operation = (struct operation){.document = NULL};
    snprintf(name, sizeof name, "%.*s", (int)id.len, id.at);
    const struct openapi_view view = {.page = true, .operation = name};
    enum status status = openapi_make(instance, view, &operation->document, p);
    if (status == STATUS_OK)
        operation_read(operation);
    if (status == STATUS_OK && !operation->call) {
        status = problem_set(p, STATUS_NOT_FOUND, id, SLICE_NONE, NULL);
        problem_example(p, OPERATION_FOLDER);
    }
    return status;
}

void operation_close(struct operation *operation)
{
    json_decref(operation->document);
    operation->document = NULL;
}

static struct page operation_begin(const struct docs *docs, struct out *out,
                                   const struct operation *operation,
                                   const struct operation_call *call)
{
    const struct page_context *context = docs->page.context;
    const char *lang;
    const struct page_head head = {
        .title = slice_of(docs_words(docs, operation->call, "summary", &lang)),
        .title_lang = lang,
        .self = {.path = slice_of(OPERATION_FOLDER),
                 .id = slice_of(operation->id),
                 .query = call->address},
        .part = call->asked,
        .crumbs = {
            {slice_of(OPERATION_FOLDER), page_word(context, "API リファレンス", "API reference")}}};
    return page_begin(context, out, &head);
}

void operation_page(const struct page_context *context, const struct operation *operation,
                    const struct operation_call *call, const struct shown_answer *answer,
                    struct out *out)
{
    struct docs docs = {.page = {.context = context}, .document = operation->document};
    docs.page = operation_begin(&docs, out, operation, call);
    struct html *html = &docs.page.html;
    html_open(html, "p");
    html_open(html, "code");
    html_text(html, "GET ");
    html_text(html, operation->path);
    html_close(html);
    html_close(html);
    html_line(html);
    docs_paragraphs(&docs, operation->call, "description");
    docs_operation_form(&docs, operation, call);
    if (answer)
        shown_answer_write(&docs.page, answer);
    docs_operation_describe(&docs, operation->call);
    page_finish(&docs.page);
}
