/* SHA256SUMS of a release that is signed: the digests of its files for download, as sha256sum(1)
 * checks them, with minisign's signature beside it. Both are kept for ever, and stay as they were
 * when files are made anew. */
#ifndef HIRAKU_RELEASE_FILE_DIGESTS_H
#define HIRAKU_RELEASE_FILE_DIGESTS_H

#include "hiraku/base/digest.h"

#include <stdint.h>

struct problem;
struct release_keys;

/* From the list of artifacts in DIR. Of a file that is there as .gz only, what it holds, too. */
enum status file_digests_write(const char *dir, uint64_t number, const struct release_keys *keys,
                               struct problem *p);

/* Whether DIR's list has one of two digests (`other` may be ""). No list has none. */
enum status file_digests_have(const char *dir, const char *sha256, const char *other, bool *found,
                              struct problem *p);

#endif
