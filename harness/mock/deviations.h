/* What defects do that a table cannot say in data: functions for the points in mock/hooks.h. */
#ifndef MOCK_DEVIATIONS_H
#define MOCK_DEVIATIONS_H

#include "mock/call.h"

/* Schemes */
bool scheme_any(struct bytes scheme);
bool scheme_in_one_case(struct bytes scheme);
bool scheme_as_far_as_given(struct bytes scheme);
bool scheme_as_far_as_known(struct bytes scheme);

/* Lenient comparisons, of credentials and ids alike. */
bool same_in_any_case(struct bytes given, struct bytes known);
bool same_as_far_as_given(struct bytes given, struct bytes known); /* from half of it on */
bool same_as_far_as_known(struct bytes given, struct bytes known);
bool same_at_the_end(struct bytes given, struct bytes known); /* the same */
bool same_but_for_the_first(struct bytes given, struct bytes known);
bool same_but_for_the_middle(struct bytes given, struct bytes known);
bool same_but_for_the_last(struct bytes given, struct bytes known);
bool same_or_nothing_like_it(struct bytes given, struct bytes known); /* of the same length */

/* Device ids, read leniently. */
bool id_behind_last_slash(struct bytes segment, struct locator_text *out_text);
bool id_behind_last_backslash(struct bytes segment, struct locator_text *out_text);
bool id_behind_overlong_slash(struct bytes segment, struct locator_text *out_text);
bool id_behind_full_width_slash(struct bytes segment, struct locator_text *out_text);
bool id_before_slash(struct bytes segment, struct locator_text *out_text);
bool id_before_line_end(struct bytes segment, struct locator_text *out_text);
bool id_before_percent(struct bytes segment, struct locator_text *out_text);
bool id_before_nul(struct bytes segment, struct locator_text *out_text);
bool id_before_quote(struct bytes segment, struct locator_text *out_text);
bool id_without_blanks(struct bytes segment, struct locator_text *out_text);
bool id_decoded_twice(struct bytes segment, struct locator_text *out_text);

/* What is refused without a reason. */
enum refusal refuse_without_app_id(const struct call *call);
enum refusal refuse_own_app_id(const struct call *call); /* as one that authorized nobody */
enum refusal refuse_own_app_id_as_unknown(const struct call *call);
enum refusal refuse_get(const struct call *call);
enum refusal refuse_past_limit_on_connection(const struct call *call);
enum refusal refuse_offline_as_unknown(const struct call *call);
enum refusal refuse_as_broken(const struct call *call);
enum refusal refuse_content_type(const struct call *call);

/* What is said of a device. */
bool activated_always(const struct call *call, bool is_activated);
bool activated_never(const struct call *call, bool is_activated);
bool activated_inverted(const struct call *call, bool is_activated);
bool activated_only_online(const struct call *call, bool is_activated);
bool activated_by_asking(const struct call *call, bool is_activated);
bool activated_for_three_queries(const struct call *call, bool is_activated);

/* Occasions: by what is asked, */
bool when_key_is_absent(const struct call *call);
bool when_key_is_empty(const struct call *call);
bool when_key_is_absent_beside_app_id(const struct call *call);
bool when_authorization_is_absent(const struct call *call);
bool when_authorization_is_empty(const struct call *call);
bool when_authorization_is_absent_beside_app_id(const struct call *call);
bool when_scheme_is_alone(const struct call *call);
bool when_key_is_repeated(const struct call *call);
bool when_authorization_is_repeated(const struct call *call);
bool when_app_id_is_absent(const struct call *call);
bool when_app_id_is_given(const struct call *call);
bool when_app_id_is_like_none(const struct call *call); /* of those that there are */
bool when_asked_with_head(const struct call *call);
bool when_asked_with_delete(const struct call *call);
bool when_asked_with_post(const struct call *call);
bool when_asked_with_patch(const struct call *call);
/* by the device that is asked for, as the defect itself compares ids, */
bool when_never_connected(const struct call *call);
bool when_online(const struct call *call);
bool when_offline(const struct call *call);
bool when_abnormal(const struct call *call);
bool when_never_connected_with_app_id(const struct call *call);
bool when_online_with_app_id(const struct call *call);
bool when_offline_with_app_id(const struct call *call);
bool when_abnormal_with_app_id(const struct call *call);
/* by what went before, */
bool when_not_first_on_connection(const struct call *call);
bool when_asked_again(const struct call *call);
bool when_asked_twice_in_a_row(const struct call *call);
bool when_asked_thrice_in_a_row(const struct call *call);
bool when_something_was_refused(const struct call *call);
/* by what becomes of it: never before all is checked. */
bool when_answered(const struct call *call);
bool when_refused(const struct call *call);
bool when_throttled(const struct call *call);
bool when_device_is_unknown(const struct call *call);
bool when_offline_is_answered(const struct call *call);

/* The last word on a reply, where it is a matter of more than words: spellings of its body. */
void finish_with_upper_case_id(const struct call *call, struct reply *reply);
void finish_with_numbered_id(const struct call *call, struct reply *reply); /* never the same */
void finish_with_utf16(const struct call *call, struct reply *reply);
void finish_with_many_values(const struct call *call, struct reply *reply);
void finish_with_escapes(const struct call *call, struct reply *reply); /* legal: \u00XX */

#endif
