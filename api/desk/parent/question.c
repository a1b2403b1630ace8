/* The texts of a request. */
#include "hiraku/desk/parent/parent.h"

struct slice question_text(const json_t *object, const char *name)
{
    const json_t *member = json_object_get(object, name);
    return json_is_string(member)
               ? (struct slice){json_string_value(member), json_string_length(member)}
               : SLICE_NONE;
}

struct slice question_argument(const struct question *question, const char *name)
{
    return question_text(question->arguments, name);
}
