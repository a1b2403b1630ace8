/* Errands: what reads uploads or takes a while is done by a process of its own, whose answer is
 * waited for. It ends with the parent, has limits of processor time and memory, and may be killed
 * at any moment: a draft is then as it was, or as it was to be. */
#ifndef HIRAKU_DESK_PARENT_ERRAND_H
#define HIRAKU_DESK_PARENT_ERRAND_H

#include "hiraku/desk/parent/parent.h"

enum { ERRAND_MS = 120000, ERRAND_CPU_SECONDS = 120 };

/* Does what `handler` does for `question`: its object goes into `data`, and a file that it gives
 * into question->gives. STATUS_DEADLINE: it took too long, or was killed. */
enum status errand_run(struct parent *parent, struct question *question, question_handler *handler,
                       struct out *data, struct problem *p);

#endif
