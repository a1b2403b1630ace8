/* The pages of the desk: what each shows of what the other process answered. */
#ifndef HIRAKU_DESK_FACE_DESK_PAGES_H
#define HIRAKU_DESK_FACE_DESK_PAGES_H

#include "hiraku/desk/face/visit.h"

/* --- what stands around (desk_frame.c) --- */

/* Up to and with the heading. `places`: with the links of who is signed in. */
struct page desk_page_begin(struct visit *visit, const char *title, bool places);
void desk_page_finish(struct page *page);

/* A form that is sent to `path`; its button, with which it ends. */
void desk_form(struct page *page, const char *path);
void desk_form_end(struct page *page, const char *button);
/* A labelled field; `type`: "text", "password", "date"; `complete`: what browsers may fill in
 * (autocomplete). */
void desk_field(struct page *page, const char *name, const char *label, const char *type,
                const char *complete);
void desk_hidden(struct page *page, const char *name, struct slice value);
void desk_link(struct page *page, const char *path, const char *text);
void desk_paragraph(struct page *page, const char *text);
/* `/desk/STYLE/style.css`, which never changes. */
const char *desk_style_path(struct arena *arena);

/* Members of what was answered; "" and 0 where there are none. */
const char *desk_text(const json_t *object, const char *name);
int64_t desk_number(const json_t *object, const char *name);

/* --- pages --- */

typedef void desk_show(struct visit *visit, struct page *page);

/* pages_people.c */
desk_show show_sign_in, show_setup, show_account, show_token;
void show_sign_in_form(struct page *page);
/* pages_releases.c */
desk_show show_home, show_releases, show_restore, show_job;
/* pages_drafts.c */
void show_drafts(struct visit *visit, struct page *page);
desk_show show_draft, show_draft_publish;
/* pages_draft_cells.c */
desk_show show_draft_check, show_draft_rows, show_draft_cell;
/* pages_draft_changes.c */
desk_show show_draft_compare, show_draft_clashes;
/* draft_frame.c: the steps of a draft, of which `at` is this one (0: between them) */
void draft_steps(struct visit *visit, struct page *page, const char *draft, int at);
/* An address with up to three pairs of a name and a value; NULL ends them. */
struct page_address draft_address(struct visit *visit, const char *path,
                                  const char *const pairs[6]);
void draft_link(struct visit *visit, struct page *page, const char *path,
                const char *const pairs[6], const char *text);
/* A form that is a button; pairs of a name and a value, ended by NULL. */
void draft_button(struct page *page, const char *path, const char *const *pairs,
                  const char *button);
/* A labelled field of a form of which the page has several: `number` tells them apart. */
void draft_field(struct page *page, const char *name, int number, const char *label,
                 const char *value);
/* A choice among pairs of a value and a text, ended by NULL; `chosen` is one of the values. */
void draft_choice(struct page *page, const char *name, int number, const char *label,
                  const char *const *pairs, const char *chosen);
/* The field of files; `number` as above. */
void draft_files_field(struct page *page, const char *label);
/* A form that files are sent with. */
void draft_files_form(struct page *page, const char *path);
/* pages_log.c */
desk_show show_log;
void desk_log_csv(struct visit *visit);

#endif
