/* Whether a file that we wrote is well-formed XML with namespaces, according to another
 * implementation (libxml2).
 *
 * Reads as a stream what is being written, and builds nothing. No network, no DTD. Does not
 * validate.
 */
#include "parts.h"

#include <libxml/globals.h>
#include <libxml/parser.h>
#include <libxml/threads.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHUNK_SIZE = 64 * 1024, REASON_SIZE = 300 };

/* `reason` NULL: the parser is not whole yet, and its maker says that there is none. */
static void xml_file_keep_first(char *reason, const xmlError *error)
{
    if (reason && reason[0] == '\0' && error && error->message)
        snprintf(reason, REASON_SIZE, "line %d: %.250s", error->line, error->message);
}

/* The type of the handler's second argument gained a const in libxml2 2.12. */
#if LIBXML_VERSION < 21200
static void on_error(void *context, xmlErrorPtr error)
#else
static void on_error(void *context, const xmlError *error)
#endif
{
    const xmlParserCtxt *parser = context;
    xml_file_keep_first(parser->_private, error);
}

/* The library must be made ready by one thread (xmlInitParser). */
static pthread_once_t ready = PTHREAD_ONCE_INIT;

/* Before 2.12 the library follows what it keeps for a thread though it had no memory for it. */
static bool xml_file_thread_is_ready(void)
{
#if LIBXML_VERSION < 21200
    return xmlGetGlobalState() != NULL;
#else
    return true;
#endif
}

struct xml_file {
    const char *path;
    xmlParserCtxtPtr parser;
    bool refused; /* what follows need not be read */
    char reason[REASON_SIZE];
};

enum status xml_file_new(struct xml_file **result, const char *path, struct problem *p)
{
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC, .serror = on_error};
    struct xml_file *xml = *result = calloc(1, sizeof *xml);
    pthread_once(&ready, xmlInitParser);
    if (!xml)
        return problem_memory(p);
    xml->path = path;
    if (xml_file_thread_is_ready())
        xml->parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    if (!xml->parser) {
        free(xml);
        *result = NULL;
        return problem_memory(p);
    }
    xml->parser->_private = xml->reason;
    xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET | XML_PARSE_HUGE);
    return STATUS_OK;
}

void xml_file_add(struct xml_file *xml, const void *data, size_t len)
{
    const char *at = data;
    for (size_t now; len > 0 && !xml->refused; at += now, len -= now) {
        now = len < CHUNK_SIZE ? len : CHUNK_SIZE;
        xml->refused = xmlParseChunk(xml->parser, at, (int)now, 0) != 0;
    }
}

enum status xml_file_finish(struct xml_file *xml, struct problem *p)
{
    if (!xml->refused)
        xmlParseChunk(xml->parser, "", 0, 1);
    if (xml->parser->wellFormed && xml->reason[0] == '\0')
        return STATUS_OK;
    return problem_set(p, STATUS_INTERNAL, slice_of(xml->path), SLICE_NONE, xml->reason);
}

void xml_file_free(struct xml_file *xml)
{
    if (!xml)
        return;
    xmlFreeParserCtxt(xml->parser);
    free(xml);
}
