/* SVG (SVG 2, as image/svg+xml) that an instance brings. Read with libxml2, which loads nothing and
 * is not told to replace entities; a declaration of any is refused.
 *
 * The list is of what is allowed. Elements of other vocabularies, which drawing programs leave
 * behind, draw nothing and stay, but for those of XHTML, which browsers run. */
#include "site_files.h"

#include "hiraku/base/utf8.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/ingest/ingest.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define SVG_NAMESPACE   "http://www.w3.org/2000/svg"
#define XHTML_NAMESPACE "http://www.w3.org/1999/xhtml"

enum { SVG_REASON_MAX = 120, SVG_SHOWN_MAX = 40, SVG_SHOWN_SIZE = 64 };

struct site_svg {
    const struct own_check *check;
    const char *place;
};

static void site_svg_report(const struct site_svg *checking, enum rule rule, long line,
                            const char *value, const char *expected)
{
    const struct place place = {checking->place, line > 0 ? (uint64_t)line : 0, ""};
    report_at(checking->check->report, rule, place, slice_of(value), SLICE_NONE,
              slice_of(expected));
}

static void site_svg_refuse(const struct site_svg *checking, const xmlNode *node, const char *value)
{
    site_svg_report(checking, RULE_SITE_SVG, xmlGetLineNo(node), value, NULL);
}

static const char *site_svg_text(const xmlChar *text)
{
    return text ? (const char *)text : "";
}

/* --- elements --------------------------------------------------------------------------------- */

static int site_svg_compare(const void *name, const void *one)
{
    return strcmp(name, *(const char *const *)one);
}

static bool site_svg_is_allowed(const char *name)
{
    static const char *const allowed[] = {
        "circle",
        "clipPath",
        "defs",
        "desc",
        "ellipse",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feConvolveMatrix",
        "feDiffuseLighting",
        "feDisplacementMap",
        "feDistantLight",
        "feDropShadow",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feMorphology",
        "feOffset",
        "fePointLight",
        "feSpecularLighting",
        "feSpotLight",
        "feTile",
        "feTurbulence",
        "filter",
        "g",
        "line",
        "linearGradient",
        "marker",
        "mask",
        "metadata",
        "path",
        "pattern",
        "polygon",
        "polyline",
        "radialGradient",
        "rect",
        "stop",
        "style",
        "svg",
        "switch",
        "symbol",
        "text",
        "textPath",
        "title",
        "tspan",
        "use",
    };
    return bsearch(name, allowed, sizeof allowed / sizeof *allowed, sizeof *allowed,
                   site_svg_compare);
}

static void site_svg_check_element(const struct site_svg *checking, const xmlNode *node)
{
    char shown[SVG_SHOWN_SIZE];
    const char *space = node->ns ? site_svg_text(node->ns->href) : "",
               *name = site_svg_text(node->name);
    bool own = strcmp(space, SVG_NAMESPACE) == 0;
    if (!node->ns || strcmp(space, XHTML_NAMESPACE) == 0 || (own && !site_svg_is_allowed(name))) {
        struct slice cut = utf8_cut(slice_of(name), SVG_SHOWN_MAX);
        snprintf(shown, sizeof shown, "<%.*s>", (int)cut.len, cut.at);
        site_svg_refuse(checking, node, shown);
    }
}

/* --- attributes ------------------------------------------------------------------------------- */

/* Whether each url() in it is that of a part of the drawing, written without escapes. */
static bool site_svg_value_is_good(const char *value)
{
    const char *at = value;
    while ((at = strcasestr(at, "url("))) {
        at += strlen("url(");
        at += strspn(at, " \t\n\"'");
        if (*at != '#')
            return false;
    }
    return !strchr(value, '\\') || !strchr(value, '(');
}

static bool site_svg_attribute_is_good(const xmlAttr *attribute, const char *value)
{
    const char *name = site_svg_text(attribute->name);
    bool spaced = attribute->ns && strcmp(site_svg_text(attribute->ns->prefix), "xlink") != 0;
    if (strncasecmp(name, "on", 2) == 0 || strcasecmp(name, "src") == 0 ||
        strcasecmp(name, "base") == 0)
        return false;
    if (strcasecmp(name, "href") == 0)
        return value[0] == '#';
    return spaced || site_svg_value_is_good(value);
}

static void site_svg_check_attribute(const struct site_svg *checking, const xmlAttr *attribute,
                                     const char *value)
{
    char shown[2 * SVG_SHOWN_SIZE];
    const xmlNode *node = attribute->parent;
    const struct site_style_place place = {checking->place, (unsigned long)xmlGetLineNo(node),
                                           true};
    if (!attribute->ns && strcmp(site_svg_text(attribute->name), "style") == 0) {
        site_style_check(checking->check, &place, slice_of(value));
    } else if (!site_svg_attribute_is_good(attribute, value)) {
        struct slice name = utf8_cut(slice_of(site_svg_text(attribute->name)), SVG_SHOWN_MAX);
        struct slice cut = utf8_cut(slice_of(value), SVG_SHOWN_MAX);
        snprintf(shown, sizeof shown, "%.*s=\"%.*s\"", (int)name.len, name.at, (int)cut.len,
                 cut.at);
        site_svg_refuse(checking, node, shown);
    }
}

/* false: there was no memory. */
static bool site_svg_check_attributes(const struct site_svg *checking, const xmlNode *node)
{
    for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
        if (!value && attribute->children)
            return false;
        site_svg_check_attribute(checking, attribute, site_svg_text(value));
        xmlFree(value);
    }
    return true;
}

/* --- the tree --------------------------------------------------------------------------------- */

static bool site_svg_check_style(const struct site_svg *checking, xmlNode *node)
{
    const struct site_style_place place = {checking->place, (unsigned long)xmlGetLineNo(node),
                                           true};
    xmlChar *text = xmlNodeGetContent(node);
    if (text)
        site_style_check(checking->check, &place, slice_of(site_svg_text(text)));
    xmlFree(text);
    return text != NULL;
}

/* false: there was no memory. */
static bool site_svg_check_node(const struct site_svg *checking, xmlNode *node)
{
    switch (node->type) {
    case XML_ELEMENT_NODE:
        site_svg_check_element(checking, node);
        if (strcmp(site_svg_text(node->name), "style") == 0 &&
            !site_svg_check_style(checking, node))
            return false;
        return site_svg_check_attributes(checking, node);
    case XML_PI_NODE:
        site_svg_refuse(checking, node, "<? … ?>");
        break;
    case XML_ENTITY_REF_NODE:
        site_svg_refuse(checking, node, "& … ;");
        break;
    case XML_DTD_NODE:
        if (node->children)
            site_svg_refuse(checking, node, "<!DOCTYPE … [ … ]>");
        break;
    default:
        break;
    }
    return true;
}

/* The node behind this one, in the order of the document. */
static xmlNode *site_svg_next(xmlNode *node)
{
    if (node->children && node->type == XML_ELEMENT_NODE)
        return node->children;
    while (node && !node->next)
        node = node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
    return node ? node->next : NULL;
}

static bool site_svg_check_tree(const struct site_svg *checking, xmlDoc *document)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    if (!root || strcmp(site_svg_text(root->name), "svg") != 0 || !root->ns ||
        strcmp(site_svg_text(root->ns->href), SVG_NAMESPACE) != 0) {
        site_svg_report(checking, RULE_SITE_PICTURE, root ? xmlGetLineNo(root) : 1,
                        "xmlns=\"" SVG_NAMESPACE "\"", "SVG");
        return true;
    }
    if (document->encoding && strcasecmp(site_svg_text(document->encoding), "utf-8") != 0)
        site_svg_report(checking, RULE_PAGE_ENCODING, 1, NULL, NULL);
    for (xmlNode *node = document->children; node; node = site_svg_next(node))
        if (!site_svg_check_node(checking, node))
            return false;
    return true;
}

/* --- errors ----------------------------------------------------------------------------------- */

/* What the library says while it reads, and while its tree is read. */
struct site_svg_errors {
    bool memory; /* there was none: later errors follow from that */
    long line;   /* of the first error */
    char reason[SVG_REASON_MAX + sizeof "XML: "];
};

static void site_svg_keep_error(struct site_svg_errors *errors, const xmlError *error)
{
    if (!error)
        return;
    errors->memory = errors->memory || error->code == XML_ERR_NO_MEMORY;
    if (errors->reason[0] || !error->message || error->level < XML_ERR_ERROR)
        return;
    struct slice cut = {error->message, strcspn(error->message, "\n")};
    cut = utf8_cut(cut, SVG_REASON_MAX);
    snprintf(errors->reason, sizeof errors->reason, "XML: %.*s", (int)cut.len, cut.at);
    errors->line = error->line;
}

/* The type of the handler's second argument gained a const in libxml2 2.12. */
#if LIBXML_VERSION < 21200
static void site_svg_on_error(void *context, xmlErrorPtr error)
#else
static void site_svg_on_error(void *context, const xmlError *error)
#endif
{
    site_svg_keep_error(context, error);
}

/* false: there was no memory. */
static bool site_svg_read(const struct site_svg *checking, xmlParserCtxt *parser, struct slice text,
                          const struct site_svg_errors *errors)
{
    xmlDoc *document =
        xmlCtxtReadMemory(parser, text.at, (int)text.len, NULL, NULL, XML_PARSE_NONET);
    bool memory = !errors->memory;
    if (memory && document)
        memory = site_svg_check_tree(checking, document);
    else if (memory)
        site_svg_report(checking, RULE_SITE_PICTURE, errors->line,
                        errors->reason[0] ? errors->reason : "XML", "SVG");
    xmlFreeDoc(document);
    return memory && !errors->memory;
}

enum status site_svg_check(const struct own_check *check, const char *place, struct slice text,
                           struct problem *p)
{
    const struct site_svg checking = {check, place};
    struct site_svg_errors errors = {.line = 0};
    xmlInitParser();
    xmlSetStructuredErrorFunc(&errors, site_svg_on_error); /* of this thread */
    xmlParserCtxt *parser = xmlNewParserCtxt();
    bool memory = parser && site_svg_read(&checking, parser, text, &errors);
    xmlFreeParserCtxt(parser);
    xmlResetLastError();
    xmlSetStructuredErrorFunc(NULL, NULL);
    return memory ? STATUS_OK : problem_memory(p);
}
