/* See operation_page.h. Shows what the API document says, and adds nothing. */
#include "hiraku/pages/operation_page.h"

#include "hiraku/pages/shown_answer.h"

#include "docs.h"

static bool operation_read(struct operation *operation, struct slice id)
{
    json_t *paths = json_object_get(operation->document, "paths"), *item, *call;
    const char *path, *method;
    json_object_foreach(paths, path, item)
    {
        json_object_foreach(item, method, call)
        {
            *operation = (struct operation){.document = operation->document,
                                            .id = docs_string(call, "operationId"),
                                            .method = method,
                                            .path = path,
                                            .call = call};
            if (slice_is(id, operation->id))
                return true;
        }
    }
    return false;
}

bool operation_is_get(const struct operation *operation)
{
    return strcmp(operation->method, "get") == 0;
}

enum status operation_find(struct operation *operation, const json_t *document, struct slice id,
                           struct problem *p)
{
    *operation = (struct operation){.document = document};
    if (operation_read(operation, id))
        return STATUS_OK;
    problem_set(p, STATUS_NOT_FOUND, id, SLICE_NONE, NULL);
    problem_example(p, OPERATION_FOLDER);
    return STATUS_NOT_FOUND;
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
        .of_program = true,
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
    docs_request_line(html, operation->method, operation->path);
    html_close(html);
    html_line(html);
    docs_paragraphs(&docs, operation->call, "description");
    if (operation_is_get(operation))
        docs_operation_form(&docs, operation, call);
    if (answer)
        shown_answer_write(&docs.page, answer);
    docs_operation_describe(&docs, operation->call);
    page_finish(&docs.page);
}
