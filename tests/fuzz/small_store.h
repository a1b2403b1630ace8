/* A server without sockets over a small store: the examples of the template, published once into a
 * temporary directory that is removed at the end. */
#ifndef HIRAKU_TESTS_FUZZ_SMALL_STORE_H
#define HIRAKU_TESTS_FUZZ_SMALL_STORE_H

struct server;

/* Open and current; the process ends where that is not possible. The directory of the instance is
 * named by the environment variable FUZZ_INSTANCE. */
struct server *small_server(void);

#endif
