/* llms.txt (llmstxt.org): what an assistant should know before it reads or quotes these data, in
 * Markdown. Tables are those of the release. */
#ifndef HIRAKU_HTTP_RESPONSE_LLMS_BODY_H
#define HIRAKU_HTTP_RESPONSE_LLMS_BODY_H

#include "hiraku/http/response/representation.h"

representation_write llms_body_write;

#endif
