/* The members a profile may have: one table, from which reading, messages and clean-up all work. */
#ifndef TARGET_MEMBER_H
#define TARGET_MEMBER_H

#include "target/target.h"
#include "target/vocabulary.h"

/* The objects of a profile. */
enum section {
    SECTION_PROFILE, /* the outermost one */
    SECTION_TLS,
    SECTION_CREDENTIALS,
    SECTION_DEVICES,
    SECTION_APPLICATIONS,
    SECTION_TRIGGERS,
    SECTION_INTERNAL_ERROR,
    SECTION_APP_NOT_EXISTED_500,
    SECTION_THROTTLE,
    SECTION_TIMEOUTS,
    SECTION_LIMITS,
    SECTION_INTERPRETATIONS, /* its members are those of model/interpretation.h */
    SECTION_COUNT,
};

/* "" for the outermost, "tls", "triggers.internal_error", … */
extern const char *const section_paths[SECTION_COUNT];

/* How a member is written, checked and kept in struct target. */
enum value_kind {
    VALUE_SECTION,      /* an object: `opens` */
    VALUE_TEXT,         /* char * */
    VALUE_FILE,         /* char *, made relative to the profile's folder */
    VALUE_ID,           /* char *, a device id or an appId */
    VALUE_PROXY,        /* char * */
    VALUE_ENDPOINT,     /* char *; .endpoint is filled as well */
    VALUE_SECRET,       /* struct secret */
    VALUE_COUNT,        /* uint32_t */
    VALUE_BYTES,        /* size_t */
    VALUE_MILLISECONDS, /* int64_t, in microseconds */
    VALUE_SECONDS,      /* int64_t, in microseconds; fractions are allowed */
    VALUE_FLAG,         /* bool */
    VALUE_KINDS,
};

struct member {
    const char *name;
    size_t field;       /* offset of what it fills in struct target */
    double least, most; /* of numbers, in the unit of the profile */
    enum section section;
    enum value_kind kind;
    enum section opens; /* of VALUE_SECTION */
    bool is_mandatory;  /* wherever its section is there */
};

extern const struct member members[];
extern const size_t member_count;

/* The member of this name in a section, or NULL. */
const struct member *member_find(enum section section, struct bytes name);

/* The member of this name (ASCII case ignored) in any section, or NULL. */
const struct member *member_find_anywhere(struct bytes name);

/* What a member fills in `target`. */
void *member_field(const struct member *member, struct target *target);

/* The names a section knows. */
struct vocabulary member_vocabulary(enum section section);
/* The choices of an interpretation. */
struct vocabulary choice_vocabulary(const struct interpretation *interpretation);

#endif
