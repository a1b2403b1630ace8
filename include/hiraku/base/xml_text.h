/* Text in XML 1.0. */
#ifndef HIRAKU_BASE_XML_TEXT_H
#define HIRAKU_BASE_XML_TEXT_H

#include "hiraku/base/slice.h"

struct out;

/* XML 1.0 character data and attribute values. CR becomes &#13; (in attributes tab and LF too). */
void xml_text(struct out *out, struct slice text);
void xml_attribute(struct out *out, struct slice text);

#endif
