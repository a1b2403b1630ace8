/* usage: xmlwriter [OBSERVATIONS]
 *
 * Writes the same made-up observations as RDF/XML twice, with libxml2's xmlTextWriter and straight
 * into a buffer with escaping, and prints the seconds of each. Shows why exporters/rdf/rdfxml.c is
 * direct; tests nothing.
 *
 * cc -O2 tests/bench/xmlwriter.c $(pkg-config --cflags --libs libxml-2.0) -o xmlwriter */
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PROPERTIES = 20, BUFFER = 1 << 16 };

#define BASE "http://127.0.0.1:8080/id/observations/"

static size_t total;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int count_bytes(void *context, const char *data, int len)
{
    (void)context, (void)data;
    total += (size_t)len;
    return len;
}

static void with_libxml2(long count)
{
    xmlTextWriterPtr w = xmlNewTextWriter(xmlOutputBufferCreateIO(count_bytes, NULL, NULL, NULL));
    char iri[128], text[64];
    xmlTextWriterStartDocument(w, NULL, "UTF-8", NULL);
    xmlTextWriterStartElement(w, BAD_CAST "rdf:RDF");
    for (long i = 0; i < count; i++) {
        snprintf(iri, sizeof iri, BASE "%ld", i);
        xmlTextWriterStartElement(w, BAD_CAST "qb:Observation");
        xmlTextWriterWriteAttribute(w, BAD_CAST "rdf:about", BAD_CAST iri);
        for (int j = 0; j < PROPERTIES; j++) {
            xmlTextWriterStartElement(w, BAD_CAST "hk:property");
            if (j % 2) {
                xmlTextWriterWriteAttribute(w, BAD_CAST "rdf:resource", BAD_CAST iri);
            } else {
                snprintf(text, sizeof text, "%ld <&> %d", i, j);
                xmlTextWriterWriteAttribute(w, BAD_CAST "xml:lang", BAD_CAST "ja");
                xmlTextWriterWriteString(w, BAD_CAST text);
            }
            xmlTextWriterEndElement(w);
        }
        xmlTextWriterEndElement(w);
    }
    xmlTextWriterEndDocument(w);
    xmlFreeTextWriter(w);
}

static char buffer[BUFFER];
static size_t used;

static void put(const char *data, size_t len)
{
    if (used + len > BUFFER) {
        count_bytes(NULL, buffer, (int)used);
        used = 0;
    }
    memcpy(buffer + used, data, len);
    used += len;
}

#define PUT(literal) put(literal, sizeof(literal) - 1)

static void put_escaped(const char *text)
{
    for (size_t len; *text; text += len) {
        len = strcspn(text, "&<>\"");
        put(text, len);
        if (!text[len])
            return;
        switch (text[len++]) {
        case '&':
            PUT("&amp;");
            break;
        case '<':
            PUT("&lt;");
            break;
        case '>':
            PUT("&gt;");
            break;
        default:
            PUT("&quot;");
        }
    }
}

static void directly(long count)
{
    char iri[128], text[64];
    PUT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF>");
    for (long i = 0; i < count; i++) {
        snprintf(iri, sizeof iri, BASE "%ld", i);
        PUT("<qb:Observation rdf:about=\"");
        put_escaped(iri);
        PUT("\">");
        for (int j = 0; j < PROPERTIES; j++) {
            if (j % 2) {
                PUT("<hk:property rdf:resource=\"");
                put_escaped(iri);
                PUT("\"/>");
            } else {
                snprintf(text, sizeof text, "%ld <&> %d", i, j);
                PUT("<hk:property xml:lang=\"ja\">");
                put_escaped(text);
                PUT("</hk:property>");
            }
        }
        PUT("</qb:Observation>");
    }
    PUT("</rdf:RDF>\n");
    count_bytes(NULL, buffer, (int)used);
    used = 0;
}

static void measure(const char *name, void (*write)(long count), long count)
{
    total = 0;
    double start = seconds();
    write(count);
    printf("%s: %.2f s, %zu bytes\n", name, seconds() - start, total);
}

int main(int argc, char **argv)
{
    long count = argc > 1 ? atol(argv[1]) : 200000;
    measure("xmlTextWriter", with_libxml2, count);
    measure("direct", directly, count);
    return 0;
}
