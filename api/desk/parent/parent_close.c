/* See parent_close_own in parent.h: called by what the loop starts, which the loop calls. */
#include "hiraku/desk/parent/parent.h"

#include <unistd.h>

void parent_close_own(const struct parent *parent)
{
    if (parent->lock >= 0)
        close(parent->lock);
    if (parent->signals >= 0)
        close(parent->signals);
}
