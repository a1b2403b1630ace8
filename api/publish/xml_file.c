/* Whether a file that we wrote is well-formed XML with namespaces, according to another
 * implementation (libxml2).
 *
 * Reads as a stream, plain or .gz, and builds nothing. No network, no DTD. Does not validate. */
#include "parts.h"

#include "hiraku/base/in.h"

#include <libxml/parser.h>
#include <pthread.h>
#include <stdio.h>

enum { READ_SIZE = 64 * 1024, REASON_SIZE = 300 };

static void xml_file_keep_first(char *reason, const xmlError *error)
{
    if (reason[0] == '\0' && error && error->message)
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

static enum status xml_file_feed(xmlParserCtxtPtr parser, struct in *in, struct problem *p)
{
    char buffer[READ_SIZE];
    for (;;) {
        size_t len;
        enum status status = in_read(in, buffer, sizeof buffer, &len, p);
        if (status != STATUS_OK)
            return status;
        if (xmlParseChunk(parser, buffer, (int)len, len == 0) != 0 || len == 0)
            return STATUS_OK;
    }
}

/* The library must be made ready by one thread (xmlInitParser). */
static pthread_once_t ready = PTHREAD_ONCE_INIT;

enum status xml_file_check(const char *path, struct problem *p)
{
    struct slice none = {NULL, 0};
    char reason[REASON_SIZE] = "";
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC, .serror = on_error};
    pthread_once(&ready, xmlInitParser);
    struct in *in;
    enum status status = in_open(&in, path, IN_EITHER, p);
    if (status != STATUS_OK)
        return status;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    if (parser) {
        parser->_private = reason;
        xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE);
        status = xml_file_feed(parser, in, p);
        if (status == STATUS_OK && (!parser->wellFormed || reason[0] != '\0'))
            status = problem_set(p, STATUS_INTERNAL, slice_of(path), none, reason);
        xmlFreeParserCtxt(parser);
    } else {
        status = problem_memory(p);
    }
    in_close(in);
    return status;
}
