/* A profile while it is being read, and how what is wrong with it is told. */
#ifndef TARGET_PROFILE_H
#define TARGET_PROFILE_H

#include "target/member.h"
#include "target/place.h"
#include "json/document.h"

struct profile {
    const char *file_name;
    const char *folder;
    enum url_schemes schemes;
    struct json_document document;
    struct target target; /* in the making */
    struct diagnostic *diagnostic;
};

/* A place in a profile: an offset, and the member that is spoken of. */
struct place {
    bool is_member; /* false: the profile itself */
    char path[PLACE_PATH_SIZE];
    size_t offset;
};

/* The value of a member; its name; the end of an object, where a member of this name is missing. */
struct place place_of_value(const struct profile *profile, const char *section_path,
                            const struct json_node *member);
struct place place_of_name(const struct profile *profile, const char *section_path,
                           const struct json_node *member);
struct place place_of_missing(const struct profile *profile, const char *section_path,
                              const struct json_node *object, const char *name);

/* Sets the diagnostic to `FILE:LINE:COLUMN: member "PATH" ` and the rest. Always STATUS_INVALID,
   so that a check can end with it. */
enum status profile_complain(struct profile *profile, struct place place, const char *format,
                             ...) MUST_USE PRINTF_LIKE(3, 4);

/* The same for a member whose name its object does not know, with what was probably meant. */
enum status profile_complain_of_unknown(struct profile *profile, const char *section_path,
                                        const struct json_node *member,
                                        const struct vocabulary *known) MUST_USE;

/* The same for what the gate found. */
enum status profile_complain_of_json(struct profile *profile, struct bytes text,
                                     struct json_error error) MUST_USE;

/* The object of a section as the profile has it, or NULL. */
const struct json_node *profile_section(const struct profile *profile, enum section section);

/* Checks what no member shows alone: what must be there together, and what contradicts. */
enum status rules_check(struct profile *profile) MUST_USE;

#endif
