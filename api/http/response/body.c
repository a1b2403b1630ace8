/* Bodies that are kept for long. */
#include "hiraku/http/response/body.h"

#include "hiraku/base/out.h"

#include <microhttpd.h>
#include <sys/mman.h>

/* In front of the bytes of a body in pages of its own. */
union pages {
    size_t size;
    max_align_t aligned;
};

static void free_pages(void *context)
{
    union pages *pages = context;
    munmap(pages, pages->size);
}

struct MHD_Response *body_keep(const struct out *body)
{
    size_t size = sizeof(union pages) + body->len;
    if (body->len < BODY_PAGES_MIN)
        return NULL;
    union pages *pages =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return NULL;
    pages->size = size;
    memcpy(pages + 1, body->bytes, body->len);
    struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(
        body->len, pages + 1, free_pages, pages);
    if (!response)
        free_pages(pages);
    return response;
}
