/* Whether jansson had all the memory that it asked for.
 *
 * Its parser drops a byte of a text for which it gets no memory, and goes on: a value may be wrong
 * though there is no error. What is built may lack members. Nobody parses or builds without asking.
 */
#ifndef HIRAKU_BASE_JSON_MEMORY_H
#define HIRAKU_BASE_JSON_MEMORY_H

#include <stdbool.h>

/* From here on is counted, in this thread. */
void json_memory_begin(void);

/* Whether an allocation has failed since: what was parsed or built must not be used. */
bool json_memory_failed(void);

#endif
