/* A subject: somebody's response parser and URL builder, under this small C ABI, for the oracles of
   this harness to hold to their promises. Ours (subjects/reference.c) is one; put yours in its
   place with -DASSAY_SUBJECT=path/to/adapter.c.

   What a subject must do is said here; each rule names the oracle that holds it. A subject that
   makes another choice waives that oracle by name (subject_waives). */
#ifndef FUZZ_SUBJECT_H
#define FUZZ_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this ABI; subject_abi() returns the one an adapter was compiled against. */
enum { SUBJECT_ABI = 1 };

/* Bytes with a length, no NUL needed at the end. data == NULL: there is none. */
struct subject_text {
    const char *data;
    size_t size; /* bytes */
};

enum subject_result {
    SUBJECT_ACCEPTED,
    SUBJECT_REFUSED,
    SUBJECT_NO_MEMORY, /* an allocation failed: nothing else is said of the input */
};

enum subject_kind { SUBJECT_ACTIVATION, SUBJECT_ERROR };

/* What an accepted answer says. Texts live until subject_answer_free and are UTF-8 ("utf8"). */
struct subject_answer {
    enum subject_kind kind;
    struct subject_text device_id; /* of an activation: at most 256 characters ("length") */
    bool activated;
    struct subject_text name; /* data == NULL when the answer has null */
    struct subject_text code; /* of an error: error_code or resultcode */
    struct subject_text description;
    void *own; /* whatever the subject keeps */
};

/* Where and why an answer was refused. */
struct subject_refusal {
    size_t offset;        /* bytes from the start, at most the size of the body ("offset") */
    const char *sentence; /* NUL-terminated, lives as long as the program; may be NULL */
};

/* Parses a body that came with `status` (200: an activation; else an error of the document's
   table). The buffer has exactly `size` bytes, with no NUL behind them, and the subject must not
   read another ("sanitizer").

   - Accepts exactly what is one well-formed JSON text by RFC 8259 and RFC 3629, whole ("jansson",
     "prefix"), an object with the documented members under their exact names ("recased"), of the
     documented types ("typed"), deviceId and name of at most 256 characters ("length"), without
     U+0000 or a lone surrogate in a documented string ("typed"). No two members of any object in
     it share a name after unescaping ("duplicate").
   - The documented members: deviceId, activated and name (which may be null) of an activation;
     error_code and error_desc, or resultcode and resultmsg, of an error, error_code deciding where
     both codes are there. The document's table has this code under this status ("documented").
   - Takes what is rare but legal: a lone surrogate in any other string ("lone-surrogate"), U+0000
     in any other name ("nul-in-name"), a number past the range of a double ("number-range").
   - More than 512 arrays and objects one in another, or more than 4,096 values, may be refused.
   - What white space, escapes, the order of members and unknown members add changes nothing
     ("metamorphic").
   - The same input gives the same result ("same-twice").
   - On anything but SUBJECT_ACCEPTED `out_answer` is untouched, on anything but SUBJECT_REFUSED
     `out_refusal` is ("untouched").
   - Allocates at most 64 x size + 4 KiB ("allocation-bound"); when an allocation fails it says
     SUBJECT_NO_MEMORY, leaks nothing, and works again afterwards ("allocation-failure"). */
enum subject_result subject_parse_answer(int status, const uint8_t *body, size_t size,
                                         struct subject_answer *out_answer,
                                         struct subject_refusal *out_refusal);
void subject_answer_free(struct subject_answer *answer);

/* Builds the URL of the prototype, {endpoint}/iocm/app/reg/v1.1.0/deviceCredentials/{deviceId},
   with ?appId={appId} where `app_id.data` is not NULL. The texts are any bytes.

   - An accepted URL parses again, by libcurl and by uriparser, to the endpoint's scheme, host and
     port, its prefix and the document's path, one segment that decodes to the device id, and one
     pair that decodes to the appId ("reparse-curl", "reparse-uriparser", "decode").
   - Neither id changes the origin, the number of segments or of pairs ("contained").
   - It consists of the characters of RFC 3986 alone ("alphabet"); no segment is a dot segment in
     any encoding ("dot-segments").
   - Refused: what is in the list of harness/api/url.h ("refusals"), with http allowed
     beside https, and nothing else ("acceptances").
   - A refusal leaves `out_url` untouched ("untouched"); the same input gives the same result
     ("same-twice"); failing allocations as above. */
enum subject_result subject_build_url(struct subject_text endpoint, struct subject_text device_id,
                                      struct subject_text app_id, struct subject_text *out_url);
void subject_url_free(struct subject_text *url);

/* SUBJECT_ABI, the subject's name for messages, and the oracles that it waives: names as above,
   ended by NULL. */
int subject_abi(void);
const char *subject_name(void);
const char *const *subject_waives(void);

#ifdef __cplusplus
}
#endif

#endif
