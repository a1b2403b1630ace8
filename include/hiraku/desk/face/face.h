/* The process of the desk that speaks HTTP. */
#ifndef HIRAKU_DESK_FACE_FACE_H
#define HIRAKU_DESK_FACE_FACE_H

#include "hiraku/desk/setup.h"

/* Serves until the other end of `socket` is closed; a desk_face of parent.h. */
int face_run(const struct desk_setup *setup, int socket);

#endif
