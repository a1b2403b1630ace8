/* The interfaces for programs and what describes each, as a set of links (RFC 9727; RFC 9264,
 * s.4.2). */
#ifndef HIRAKU_HTTP_RESPONSE_API_CATALOG_BODY_H
#define HIRAKU_HTTP_RESPONSE_API_CATALOG_BODY_H

#include "hiraku/http/response/representation.h"

representation_write api_catalog_body_write;

#endif
