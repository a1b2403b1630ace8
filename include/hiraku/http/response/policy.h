/* What a browser may do with an answer (Content Security Policy Level 3). */
#ifndef HIRAKU_HTTP_RESPONSE_POLICY_H
#define HIRAKU_HTTP_RESPONSE_POLICY_H

enum { POLICY_SIZE = 192 };

/* Who may show an answer in a frame (s.6.4.2, frame-ancestors); POLICY_SANDBOX: nobody, and it is
 * what an instance brought, in which nothing runs and which is of no origin (s.6.3.2, sandbox). */
enum policy_frames { POLICY_NO_FRAMES, POLICY_ANY_FRAME, POLICY_SANDBOX };

/* Nothing but, in pages, style sheets of this service, and in pictures the style that they bring,
 * known by its hash (s.2.3.1); of what is in a sandbox, any. A page that nobody may frame has
 * pictures of this service, too. A page that nobody may frame may also run the script of this
 * service (none within a page, s.6.1.11; other types than that of a script are refused by nosniff)
 * and ask this service, which is what tools that judge pages do with /robots.txt from within.
 * `media_type` NULL: no body. NUL-terminated. */
void policy_of(const char *media_type, enum policy_frames frames, char policy[POLICY_SIZE]);

#endif
