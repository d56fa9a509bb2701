/* Making the world: applications, and the devices that the profile names. */
#ifndef MOCK_WORLD_H
#define MOCK_WORLD_H

#include "mock/call.h"

/* Ids of the devices that are there from the start. */
struct fixtures {
    char never_connected[MINT_ID_SIZE];
    char online[MINT_ID_SIZE];
    char offline[MINT_ID_SIZE];
    char abnormal[MINT_ID_SIZE];
    char internal_error[MINT_ID_SIZE];
    char app_not_existed[MINT_ID_SIZE];
    char partners[MINT_ID_SIZE]; /* belongs to another application, which authorized ours */
    char strangers[MINT_ID_SIZE];
};

/* STATUS_INVALID: an option out of range; STATUS_NOT_FOUND: no such defect or variant (near ones
   named); STATUS_NO_MEMORY. */
enum status world_init(struct world *world, const struct platform_options *options,
                       struct fixtures *out_fixtures, struct diagnostic *out_diagnostic) MUST_USE;
void world_clean_up(struct world *world);

#endif
