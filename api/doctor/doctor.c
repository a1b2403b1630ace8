/* The table of checks, and who runs it. */
#include "hiraku/doctor/doctor.h"

const struct doctor_check doctor_checks[] = {
    {"settings", DOCTOR_FOLDER | DOCTOR_STORE, doctor_check_settings},
    {"data", DOCTOR_FOLDER, doctor_check_data},
    {"rights", DOCTOR_STORE, doctor_check_rights},
    {"release", DOCTOR_STORE, doctor_check_release},
    {"files", DOCTOR_STORE, doctor_check_files},
    {"leftovers", DOCTOR_STORE, doctor_check_leftovers},
    {"disk", DOCTOR_STORE, doctor_check_disk},
    {"usage", DOCTOR_STORE, doctor_check_usage},
    {"url", DOCTOR_URL, doctor_check_url},
    {NULL, 0, NULL},
};

enum status doctor_look(struct doctor *doctor, enum doctor_place place, struct problem *p)
{
    enum status status = STATUS_OK;
    doctor->count = 0;
    for (const struct doctor_check *check = doctor_checks; check->name && status == STATUS_OK;
         check++)
        if (check->places & place)
            status = check->look(doctor, p);
    return status;
}
