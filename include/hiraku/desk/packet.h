/* Packets between the two processes of the desk: a text, over a pair of sockets that keep the ends
 * of what is sent (SOCK_SEQPACKET, unix(7)).
 *
 * What is longer than a packet goes as a file without a name, whose descriptor is passed
 * (SCM_RIGHTS); a shorter one may have a file beside it. Nothing of the other process is believed:
 * who reads has a limit. */
#ifndef HIRAKU_DESK_PACKET_H
#define HIRAKU_DESK_PACKET_H

#include "hiraku/base/out.h"

struct problem;

enum { PACKET_MOST = 16 * 1024 * 1024, PACKET_BESIDE = 32 * 1024 };

/* STATUS_SYSTEM where the other process is gone. */
enum status packet_send(int socket, struct slice text, struct problem *p);

/* The same with a file, which stays the caller's; −1: none. The text has less than PACKET_BESIDE
 * bytes: STATUS_TOO_LARGE. */
enum status packet_send_beside(int socket, struct slice text, int file, struct problem *p);

/* Fills `text`, a stream into memory that is open and empty. `*closed`: the other process is gone.
 * STATUS_TOO_LARGE, STATUS_BAD_REQUEST: not a packet of ours. */
enum status packet_receive(int socket, struct out *text, bool *closed, struct problem *p);

/* The same of a packet that may have a file beside it: `*file` is the caller's to close, −1: none.
 * It is a regular one, of any size. Without this a file that comes unasked is closed. */
enum status packet_receive_beside(int socket, struct out *text, int *file, bool *closed,
                                  struct problem *p);

#endif
