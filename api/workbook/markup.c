/* See markup.h. Loads nothing: neither network nor DTD nor entities, and no options that would. */
#include "markup.h"

#include "markup_skip.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_once_t markup_ready = PTHREAD_ONCE_INIT;

static int markup_read(void *context, char *to, int size)
{
    struct markup *markup = context;
    return (int)(markup->skip ? markup_skip_read(markup->skip, &markup->part, to, (size_t)size)
                              : part_read(&markup->part, to, (size_t)size));
}

static void markup_hear(void *context, const char *message, xmlParserSeverities severity,
                        xmlTextReaderLocatorPtr locator)
{
    struct markup *markup = context;
    (void)severity;
    if (markup->reason[0] == '\0')
        snprintf(markup->reason, sizeof markup->reason, "line %d, %.150s",
                 xmlTextReaderLocatorLineNumber(locator), message);
    for (char *at = markup->reason; *at; at++)
        if (*at == '\n')
            *at = '\0';
}

enum status markup_bad(const struct markup *markup, const char *reason, struct problem *p)
{
    return package_bad(markup->part.package, markup->name, reason, p);
}

enum status markup_open(struct markup *markup, const struct package *package, const char *part,
                        bool skips, bool *there, struct problem *p)
{
    zip_int64_t entry;
    *markup = (struct markup){.name = part};
    pthread_once(&markup_ready, xmlInitParser);
    enum status status = package_find(package, part, &entry, p);
    *there = status == STATUS_OK && entry >= 0;
    if (!*there)
        return status;
    status = part_open(&markup->part, package, entry, p);
    if (status != STATUS_OK)
        return status;
    markup->part.problem = &markup->problem;
    markup->skip = skips ? markup_skip_new() : NULL;
    if (skips && !markup->skip)
        return problem_memory(p);
    markup->reader =
        xmlReaderForIO(markup_read, NULL, markup, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT);
    if (!markup->reader)
        return problem_memory(p);
    xmlTextReaderSetErrorHandler(markup->reader, markup_hear, markup);
    return STATUS_OK;
}

void markup_close(struct markup *markup)
{
    if (markup->reader)
        xmlFreeTextReader(markup->reader);
    markup->reader = NULL;
    free(markup->skip);
    markup->skip = NULL;
    part_close(&markup->part);
}

/* What the parser gave up for: the archive's fault, want of memory, or the text's own. */
static enum status markup_failed(const struct markup *markup, struct problem *p)
{
    if (markup->part.status != STATUS_OK) {
        if (p)
            *p = markup->problem;
        return markup->part.status;
    }
    const xmlError *error = xmlGetLastError();
    if (error && error->code == XML_ERR_NO_MEMORY)
        return problem_memory(p);
    return markup_bad(markup, markup->reason[0] ? markup->reason : "no XML", p);
}

/* What libxml2 would print, and tells markup_hear as well. Its type gained a const in 2.12. */
#if LIBXML_VERSION < 21200
static void markup_pass_over(void *context, xmlErrorPtr error)
#else
static void markup_pass_over(void *context, const xmlError *error)
#endif
{
    (void)context, (void)error;
}

/* Errors of conversion from another encoding reach no handler of the reader, but the thread's. */
static int markup_read_node(struct markup *markup)
{
    xmlStructuredErrorFunc before = xmlStructuredError;
    void *context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, markup_pass_over);
    int read = xmlTextReaderRead(markup->reader);
    xmlSetStructuredErrorFunc(context, before);
    return read;
}

static bool markup_is_text(int type)
{
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
           type == XML_READER_TYPE_WHITESPACE || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

static enum status markup_take(struct markup *markup, int type, enum markup_event *event,
                               struct problem *p)
{
    markup->node = xmlTextReaderCurrentNode(markup->reader);
    markup->depth = xmlTextReaderDepth(markup->reader);
    if (!markup->node)
        return markup_failed(markup, p);
    if (markup->depth > (int)markup->part.package->limits->depth)
        return package_limit(markup->part.package, "depth", markup->part.package->limits->depth, p);
    if (markup_is_text(type)) {
        *event = MARKUP_TEXT;
        return STATUS_OK;
    }
    markup->element = (const char *)markup->node->name;
    *event = type == XML_READER_TYPE_ELEMENT ? MARKUP_START : MARKUP_CLOSE;
    markup->closing = *event == MARKUP_START && xmlTextReaderIsEmptyElement(markup->reader) == 1;
    return STATUS_OK;
}

enum status markup_next(struct markup *markup, enum markup_event *event, struct problem *p)
{
    if (markup->closing) { /* of <c/> */
        markup->closing = false;
        *event = MARKUP_CLOSE;
        return STATUS_OK;
    }
    for (;;) {
        int read = markup_read_node(markup);
        if (read < 0 || markup->part.status != STATUS_OK || markup->reason[0])
            return markup_failed(markup, p);
        if (read == 0) {
            *event = MARKUP_END;
            return STATUS_OK;
        }
        int type = xmlTextReaderNodeType(markup->reader);
        if (type == XML_READER_TYPE_DOCUMENT_TYPE)
            return markup_bad(markup, "a document type (DTD)", p);
        if (type == XML_READER_TYPE_ENTITY_REFERENCE)
            return markup_bad(markup, "an entity", p);
        if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT ||
            markup_is_text(type))
            return markup_take(markup, type, event, p);
    }
}

struct slice markup_text(const struct markup *markup)
{
    return slice_of((const char *)markup->node->content);
}

static const xmlAttr *markup_find(const struct markup *markup, const char *name)
{
    if (markup->node->type != XML_ELEMENT_NODE)
        return NULL;
    for (const xmlAttr *attribute = markup->node->properties; attribute;
         attribute = attribute->next)
        if (strcmp((const char *)attribute->name, name) == 0)
            return attribute;
    return NULL;
}

struct slice markup_attribute(const struct markup *markup, const char *name)
{
    const xmlAttr *attribute = markup_find(markup, name);
    const xmlNode *text = attribute ? attribute->children : NULL;
    if (!text || text->type != XML_TEXT_NODE || text->next)
        return slice_of("");
    return slice_of((const char *)text->content);
}

xmlChar *markup_attribute_copy(const struct markup *markup, const char *name, bool *failed)
{
    const xmlAttr *attribute = markup_find(markup, name);
    if (!attribute)
        return NULL;
    xmlChar *text = xmlNodeListGetString(markup->node->doc, attribute->children, 1);
    if (!text && attribute->children)
        *failed = true;
    return text;
}

bool markup_is_true(const struct markup *markup, const char *name)
{
    struct slice value = markup_attribute(markup, name);
    return slice_is(value, "1") || slice_is(value, "true") || slice_is(value, "on");
}

uint64_t markup_number(const struct markup *markup, const char *name, uint64_t most,
                       uint64_t fallback)
{
    struct slice value = markup_attribute(markup, name);
    uint64_t number = 0;
    if (value.len == 0 || value.len > 18)
        return fallback;
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] < '0' || value.at[i] > '9')
            return fallback;
        number = number * 10 + (uint64_t)(value.at[i] - '0');
    }
    return number <= most ? number : fallback;
}

bool markup_is(const struct markup *markup, const char *element)
{
    return strcmp(markup->element, element) == 0;
}
