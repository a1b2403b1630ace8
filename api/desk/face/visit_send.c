/* The answer to a request: its status, its fields and its body. */
#include "hiraku/desk/face/face_call.h"

#include "hiraku/value/iri.h"

#include <stdio.h>
#include <sys/stat.h>

enum { SEE_OTHER = 303 }; /* RFC 9110 s.15.4.4 */

/* Nothing but style sheets and forms of the desk itself (Content Security Policy Level 3). */
static const char send_policy[] =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

static void send_field(struct MHD_Response *response, const char *name, const char *value)
{
    MHD_add_response_header(response, name, value);
}

/* A session ends with the browser; before that, when the other process ends it. */
static void send_cookie(struct visit *visit, struct MHD_Response *response)
{
    struct slice text = arena_printf(
        &visit->arena, "%s=%.*s; Path=/; Secure; HttpOnly; SameSite=Strict%s", visit_cookie,
        (int)visit->session.len, visit->session.at, visit->session.len ? "" : "; Max-Age=0");
    if (visit->session.at && text.at)
        send_field(response, "Set-Cookie", text.at);
}

/* RFC 6266, the name as of RFC 8187. */
static void send_name(struct visit *visit, struct MHD_Response *response)
{
    struct out text;
    if (!visit->file_name.at)
        return;
    out_open_memory(&text, 8 * 1024);
    out_text(&text, "attachment; filename*=UTF-8''");
    iri_segment(&text, visit->file_name);
    out_char(&text, '\0');
    if (out_finish(&text, NULL) == STATUS_OK)
        send_field(response, "Content-Disposition", out_written(&text).at);
    out_close(&text);
}

static void send_fields(struct visit *visit, struct MHD_Response *response)
{
    const char *language = visit->context.language == LANGUAGE_JA ? "ja" : "en";
    if (visit->media_type)
        send_field(response, "Content-Type", visit->media_type);
    send_field(response, "Content-Language", language);
    send_field(response, "Cache-Control",
               visit->kept ? "public, max-age=31536000, immutable" : "no-store");
    send_field(response, "Content-Security-Policy", send_policy);
    send_field(response, "X-Content-Type-Options", "nosniff");
    /* not no-referrer, with which a browser says «null» of where a form comes from */
    send_field(response, "Referrer-Policy", "same-origin");
    send_field(response, "Cross-Origin-Opener-Policy", "same-origin");
    send_field(response, "Cross-Origin-Resource-Policy", "same-origin");
    if (visit->allow)
        send_field(response, "Allow", visit->allow);
    if (visit->status == STATUS_DESK_WAIT)
        send_field(response, "Retry-After", visit->problem.value);
    if (visit->status == STATUS_DESK_SIGNED_OUT || visit->status == STATUS_DESK_TOKEN)
        send_field(response, "WWW-Authenticate", "Bearer");
    if (visit->location.at)
        send_field(response, "Location", visit->location.at);
    if (visit->must_close)
        send_field(response, "Connection", "close");
    send_cookie(visit, response);
    send_name(visit, response);
}

/* The library closes it. */
static struct MHD_Response *send_file(struct visit *visit)
{
    struct stat about;
    if (fstat(visit->gives, &about) != 0)
        return NULL;
    struct MHD_Response *response =
        MHD_create_response_from_fd64((uint64_t)about.st_size, visit->gives);
    if (response)
        visit->gives = -1;
    return response;
}

enum MHD_Result visit_send(struct visit *visit, struct MHD_Connection *connection)
{
    struct slice body = out_written(&visit->answer);
    unsigned code = visit->location.at ? SEE_OTHER : (unsigned)status_info(visit->status)->http;
    /* the visit lives until the answer has been sent */
    struct MHD_Response *response =
        visit->gives >= 0 && visit->status == STATUS_OK
            ? send_file(visit)
            : MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.at,
                                              MHD_RESPMEM_PERSISTENT);
    if (!response)
        return MHD_NO;
    send_fields(visit, response);
    enum MHD_Result sent = MHD_queue_response(connection, code, response);
    MHD_destroy_response(response);
    return sent;
}
