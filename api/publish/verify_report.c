/* What a verification found (verify_parts.h): counted, and told to who asked for it. */
#include "verify_parts.h"

void verify_report(struct verification *verification, const char *path, const char *reason)
{
    struct problem problem;
    problem_set(&problem, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE, reason);
    verification->differences++;
    verification->bad(verification->context, &problem);
}

enum status verify_report_problem(struct verification *verification, const struct problem *problem,
                                  struct problem *p)
{
    if (problem->status == STATUS_NO_MEMORY)
        return problem_memory(p);
    verification->differences++;
    verification->bad(verification->context, problem);
    return STATUS_OK;
}
