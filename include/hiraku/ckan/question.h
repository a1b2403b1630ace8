/* What an action is asked with, and whom it may ask. */
#ifndef HIRAKU_CKAN_QUESTION_H
#define HIRAKU_CKAN_QUESTION_H

#include "hiraku/ckan/call.h"

struct arena;
struct catalogue;
struct ckan_action;
struct instance;
struct json_writer;
struct out;
struct problem;
struct records;
struct resource;

/* Asks an address of the API (a path with its query) for rows (exporters/rows/records.h). */
typedef enum status ckan_ask(void *context, struct slice target, const struct records *form,
                             struct out *out, struct problem *p);

struct ckan_question {
    struct ckan_call *call;
    const struct ckan_action *action, *actions; /* that it is; all of them */
    const struct instance *instance;
    const struct catalogue *catalogue; /* where the action asks for it; else NULL */
    enum language language;            /* of what this service says itself */
    struct arena *arena;
    size_t bytes_max; /* of the rows of an answer */
    ckan_ask *ask;
    void *context;
};

/* Writes the member `result`, or refuses the call. */
typedef enum status ckan_write(struct ckan_question *question, struct json_writer *json,
                               struct problem *p);

struct ckan_action {
    const char *name;
    ckan_write *write;
    bool catalogue;                        /* it reads the catalogue */
    bool spoken;                           /* its answer is in question->language */
    const char *doc[2];                    /* what help_show says, by enum language */
    const struct ckan_argument *arguments; /* end with a NULL name */
    bool strict; /* another parameter is refused, as package_search does; else it is ignored */
};

/* A parameter, and what it does; names that end with * are prefixes. */
struct ckan_argument {
    const char *name;
    const char *doc[2]; /* by enum language */
};

extern const struct ckan_action ckan_actions[]; /* ends with a NULL name */

/* Whether there is such an action, and its parameters are known: sets question->action, or refuses
 * the call and returns its status. */
enum status ckan_action_find(struct ckan_question *question, struct problem *p);

/* Writes the whole answer of a call that was found, or refuses it and returns its status. */
enum status ckan_action_write(struct ckan_question *question, struct out *out, struct problem *p);

/* The member `help`: the address of what an action does. */
void ckan_help_write(struct json_writer *json, const char *base_url, struct slice action);

/* --- the actions --- */

ckan_write ckan_status_show, ckan_site_read, ckan_help_show, ckan_license_list, ckan_package_list,
    ckan_package_show, ckan_package_search, ckan_package_list_with_resources, ckan_resource_show,
    ckan_resource_view_list, ckan_organization_list, ckan_organization_show, ckan_group_list,
    ckan_group_show, ckan_tag_list, ckan_tag_show, ckan_datastore_search, ckan_datastore_info,
    ckan_vocabulary_list;

#endif
