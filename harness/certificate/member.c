#include "certificate/member.h"

enum status member_sheet_open(const char *file_name, struct bytes text, struct json_limits limits,
                              struct diagnostic *out_diagnostic, struct json_sheet *out_sheet) {
    struct json_sheet sheet;
    enum status status = json_sheet_open(file_name, text, limits, out_diagnostic, &sheet);
    if (status != STATUS_OK) {
        return status;
    }
    if (json_kind_of(sheet.document.root) != JSON_OBJECT) {
        status = json_sheet_complain_at(&sheet, 0, "an object is wanted");
        json_sheet_close(&sheet);
        return status;
    }
    *out_sheet = sheet;
    return STATUS_OK;
}

const struct json_node *member_of(struct member_reader *reader, const struct json_node *object,
                                  const char *name, enum json_kind kind) {
    if (reader->status != STATUS_OK || object == NULL) {
        return NULL;
    }
    const struct json_node *member = json_member(object, name);
    if (member == NULL || json_kind_of(member) != kind) {
        reader->status =
            json_sheet_complain(reader->sheet, object, "member \"%s\" is not there, or is not %s",
                                name, json_kind_words[kind]);
        return NULL;
    }
    return member;
}

struct bytes text_of(struct member_reader *reader, const struct json_node *object,
                     const char *name) {
    const struct json_node *member = member_of(reader, object, name, JSON_STRING);
    return member == NULL ? bytes_of_text("") : json_string_of(member);
}

bool member_flag(struct member_reader *reader, const struct json_node *object, const char *name) {
    const struct json_node *member = object == NULL ? NULL : json_member(object, name);
    if (member != NULL && json_kind_of(member) == JSON_TRUE) {
        return reader->status == STATUS_OK;
    }
    (void)member_of(reader, object, name, JSON_FALSE);
    return false;
}
