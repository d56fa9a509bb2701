#include "certificate/envelope.h"

#include "base/base64.h"
#include "certificate/member.h"
#include "json/writer.h"

const char *const envelope_payload_type = "application/vnd.in-toto+json";

static const struct json_limits envelope_limits = {.depth = 4, .values = 16};

enum status envelope_pae(struct bytes payload, struct buffer *out) {
    struct bytes type = bytes_of_text(envelope_payload_type);
    size_t start = out->size;
    enum status status = buffer_append_format(out, "DSSEv1 %zu %s %zu ", type.size,
                                              envelope_payload_type, payload.size);
    status = status == STATUS_OK ? buffer_append(out, payload) : status;
    if (status != STATUS_OK && out->data != NULL) {
        out->size = start;
    }
    return status;
}

struct envelope {
    struct bytes payload, key_id, signature; /* the first and the last in base64 */
};

static void member(struct json_writer *writer, const char *name, struct bytes text) {
    json_write_name(writer, name);
    json_write_string(writer, text);
}

static enum status spell(const struct envelope *envelope, struct buffer *out) {
    struct json_writer writer;
    json_writer_init(&writer, out, 2);
    json_write_object_begin(&writer);
    member(&writer, "payloadType", bytes_of_text(envelope_payload_type));
    member(&writer, "payload", envelope->payload);
    json_write_name(&writer, "signatures");
    json_write_array_begin(&writer);
    json_write_object_begin(&writer);
    member(&writer, "keyid", envelope->key_id);
    member(&writer, "sig", envelope->signature);
    json_write_object_end(&writer);
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    enum status status = json_writer_status(&writer);
    return status == STATUS_OK ? buffer_append_text(out, "\n") : status;
}

static enum status sign(struct bytes payload, const struct key *key,
                        unsigned char out_signature[KEY_SIGNATURE_BYTES]) {
    struct buffer pae;
    buffer_init(&pae, payload.size + 128);
    enum status status = envelope_pae(payload, &pae);
    status = status == STATUS_OK ? key_sign(key, buffer_view(&pae), out_signature) : status;
    buffer_clean_up(&pae);
    return status;
}

enum status envelope_write(struct bytes payload, const struct key *key, struct buffer *out) {
    unsigned char signature[KEY_SIGNATURE_BYTES];
    char id[DIGEST_HEX_SIZE];
    struct buffer payload64;
    struct buffer signature64;
    buffer_init(&payload64, payload.size * 2 + 8);
    buffer_init(&signature64, 2 * (size_t)KEY_SIGNATURE_BYTES);
    enum status status = sign(payload, key, signature);
    status = status == STATUS_OK ? key_id(key, id) : status;
    status = status == STATUS_OK ? base64_encode(payload, &payload64) : status;
    status = status == STATUS_OK
                 ? base64_encode(bytes_of(signature, sizeof signature), &signature64)
                 : status;
    if (status == STATUS_OK) {
        struct envelope envelope = {buffer_view(&payload64), bytes_of_text(id),
                                    buffer_view(&signature64)};
        status = spell(&envelope, out);
    }
    buffer_clean_up(&payload64);
    buffer_clean_up(&signature64);
    return status;
}

/* Reading: members, spelling, key, signature; each has its own words. */

struct opening {
    struct json_sheet sheet;
    struct envelope envelope;
    const struct json_node *nodes[3]; /* of payload, keyid and sig, for places */
};

enum { NODE_PAYLOAD, NODE_KEY_ID, NODE_SIGNATURE };

static enum status read_members(struct opening *opening) {
    struct member_reader reader = {&opening->sheet, STATUS_OK};
    const struct json_node *root = opening->sheet.document.root;
    const struct json_node *type = member_of(&reader, root, "payloadType", JSON_STRING);
    if (type != NULL && !bytes_equal_text(json_string_of(type), envelope_payload_type)) {
        return json_sheet_complain(&opening->sheet, type,
                                   "payloadType is not application/vnd.in-toto+json");
    }
    const struct json_node *list = member_of(&reader, root, "signatures", JSON_ARRAY);
    const struct json_node *first = list == NULL ? NULL : json_first(list);
    if (list != NULL && (first == NULL || json_next(first) != NULL)) {
        return json_sheet_complain(&opening->sheet, list, "one signature is wanted");
    }
    opening->nodes[NODE_PAYLOAD] = member_of(&reader, root, "payload", JSON_STRING);
    opening->nodes[NODE_KEY_ID] = member_of(&reader, first, "keyid", JSON_STRING);
    opening->nodes[NODE_SIGNATURE] = member_of(&reader, first, "sig", JSON_STRING);
    if (reader.status == STATUS_OK) {
        opening->envelope = (struct envelope){json_string_of(opening->nodes[NODE_PAYLOAD]),
                                              json_string_of(opening->nodes[NODE_KEY_ID]),
                                              json_string_of(opening->nodes[NODE_SIGNATURE])};
    }
    return reader.status;
}

static size_t first_difference(struct bytes a, struct bytes b) {
    size_t same = 0;
    while (same < a.size && same < b.size && a.data[same] == b.data[same]) {
        same++;
    }
    return same;
}

static enum status check_spelling(const struct opening *opening) {
    struct buffer again;
    buffer_init(&again, opening->sheet.document.text.size + 1024);
    enum status status = spell(&opening->envelope, &again);
    struct bytes view = buffer_view(&again);
    if (status == STATUS_LIMIT ||
        (status == STATUS_OK && !bytes_equal(view, opening->sheet.document.text))) {
        status = json_sheet_complain_at(
            &opening->sheet, first_difference(view, opening->sheet.document.text),
            "is not spelled as it was written: altered, or spelled again by "
            "another tool");
    }
    buffer_clean_up(&again);
    return status;
}

static enum status check_key(const struct opening *opening, const struct key *key) {
    char id[DIGEST_HEX_SIZE];
    enum status status = key_id(key, id);
    return status != STATUS_OK || bytes_equal_text(opening->envelope.key_id, id)
               ? status
               : json_sheet_complain(&opening->sheet, opening->nodes[NODE_KEY_ID],
                                     "keyid is that of another key than the one given");
}

static enum status decode(const struct opening *opening, size_t node, struct bytes text,
                          struct buffer *out) {
    enum status status = base64_decode(text, out);
    return status == STATUS_INVALID ? json_sheet_complain(&opening->sheet, opening->nodes[node],
                                                          "is not base64 as RFC 4648 spells it")
                                    : status;
}

static enum status check_signature(const struct opening *opening, const struct key *key,
                                   struct bytes payload) {
    struct buffer pae;
    struct buffer signature;
    buffer_init(&pae, payload.size + 128);
    buffer_init(&signature, opening->sheet.document.text.size);
    enum status status = envelope_pae(payload, &pae);
    status = status == STATUS_OK
                 ? decode(opening, NODE_SIGNATURE, opening->envelope.signature, &signature)
                 : status;
    if (status == STATUS_OK && !key_verifies(key, buffer_view(&pae), buffer_view(&signature))) {
        status = json_sheet_complain(
            &opening->sheet, opening->nodes[NODE_SIGNATURE],
            "the signature does not hold: the statement or the signature is altered");
    }
    buffer_clean_up(&pae);
    buffer_clean_up(&signature);
    return status;
}

enum status envelope_open(struct bytes text, const char *file_name, const struct key *key,
                          struct buffer *out_payload, struct diagnostic *out_diagnostic) {
    struct opening opening;
    size_t start = out_payload->size;
    enum status status =
        member_sheet_open(file_name, text, envelope_limits, out_diagnostic, &opening.sheet);
    if (status != STATUS_OK) {
        return status;
    }
    status = read_members(&opening);
    status = status == STATUS_OK ? check_spelling(&opening) : status;
    status = status == STATUS_OK ? check_key(&opening, key) : status;
    status = status == STATUS_OK
                 ? decode(&opening, NODE_PAYLOAD, opening.envelope.payload, out_payload)
                 : status;
    status = status == STATUS_OK
                 ? check_signature(&opening, key,
                                   bytes_slice(buffer_view(out_payload), start, out_payload->size))
                 : status;
    if (status != STATUS_OK && out_payload->data != NULL) {
        out_payload->size = start;
    }
    json_sheet_close(&opening.sheet);
    return status;
}
