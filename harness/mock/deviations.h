/* What defects do that a table cannot say in data: functions for the points in mock/hooks.h. */
#ifndef MOCK_DEVIATIONS_H
#define MOCK_DEVIATIONS_H

#include "mock/call.h"

/* Schemes and credentials. */
bool scheme_any(struct bytes scheme);
bool scheme_in_one_case(struct bytes scheme);
bool credential_ignoring_case(struct bytes given, struct bytes known);
bool credential_cut(struct bytes given, struct bytes known);
bool credential_extended(struct bytes given, struct bytes known);
bool credential_but_last(struct bytes given, struct bytes known);

/* When a check is overlooked. */
bool when_key_is_absent(const struct call *call);
bool when_key_is_empty(const struct call *call);
bool when_authorization_is_absent(const struct call *call);
bool when_authorization_is_empty(const struct call *call);
bool when_app_id_is_absent(const struct call *call);
bool when_not_first_on_connection(const struct call *call);

/* What is refused without a reason. */
enum refusal refuse_without_app_id(const struct call *call);
enum refusal refuse_own_app_id(const struct call *call);
enum refusal refuse_get(const struct call *call);

/* Device ids. */
bool id_behind_last_slash(struct bytes segment, struct locator_text *out_text);
bool id_before_nul(struct bytes segment, struct locator_text *out_text);
bool id_without_blanks(struct bytes segment, struct locator_text *out_text);
bool id_ignoring_case(struct bytes asked, struct bytes known);
bool id_cut(struct bytes asked, struct bytes known);
bool id_extended(struct bytes asked, struct bytes known);

/* What is said of a device. */
bool activated_always(const struct call *call, bool is_activated);
bool activated_only_online(const struct call *call, bool is_activated);
bool activated_not_online(const struct call *call, bool is_activated);
bool activated_not_offline(const struct call *call, bool is_activated);
bool activated_not_abnormal(const struct call *call, bool is_activated);
bool activated_by_asking(const struct call *call, bool is_activated);
bool activated_for_three_queries(const struct call *call, bool is_activated);

/* The last word on a reply. */
void finish_redirect(const struct call *call, struct reply *reply);
void finish_without_media_type(const struct call *call, struct reply *reply);
void finish_with_upper_case_id(const struct call *call, struct reply *reply);
void finish_with_utf16(const struct call *call, struct reply *reply);
void finish_claiming_gzip(const struct call *call, struct reply *reply);
void finish_echoing_token(const struct call *call, struct reply *reply);
void finish_echoing_token_base64(const struct call *call, struct reply *reply);
void finish_echoing_key_in_errors(const struct call *call, struct reply *reply);
void finish_publicly_cacheable(const struct call *call, struct reply *reply);
void finish_with_html_errors(const struct call *call, struct reply *reply);

#endif
