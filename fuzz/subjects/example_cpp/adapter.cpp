// A subject in C++: answers read with nlohmann-json. README.md here says how it is built, and why
// each oracle that it waives is waived.
#include "fuzz/subject.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <vector>

// The C++ library allocates behind the hooks' back; these lead it through malloc, where the hooks
// see it, and can make it fail. All forms, for a sanitizer has forms of its own that it would mix.
void *operator new(std::size_t size, const std::nothrow_t &) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}

void *operator new(std::size_t size) {
    if (void *block = operator new(size, std::nothrow)) {
        return block;
    }
    throw std::bad_alloc();
}

void *operator new[](std::size_t size, const std::nothrow_t &) noexcept {
    return operator new(size, std::nothrow);
}

void *operator new[](std::size_t size) {
    return operator new(size);
}

void operator delete(void *block) noexcept {
    std::free(block);
}

void operator delete(void *block, std::size_t) noexcept {
    std::free(block);
}

void operator delete[](void *block) noexcept {
    std::free(block);
}

void operator delete[](void *block, std::size_t) noexcept {
    std::free(block);
}

namespace {

using nlohmann::json;

struct Refusal {
    std::size_t offset;
    const char *sentence;
};

// What the library does not look for: depth, and two members of one object with the same name.
class Watch {
  public:
    bool operator()(int depth, json::parse_event_t event, json &parsed) {
        if (depth > DEPTH_MAX) {
            throw Refusal{0, "too deep"};
        }
        if (event == json::parse_event_t::object_start) {
            open_.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            open_.pop_back();
        } else if (event == json::parse_event_t::key &&
                   !open_.back().insert(parsed.get<std::string>()).second) {
            throw Refusal{0, "two members share a name"};
        }
        return true;
    }

  private:
    static constexpr int DEPTH_MAX = 512;
    std::vector<std::set<std::string>> open_;
};

bool begins_with_byte_order_mark(const uint8_t *body, std::size_t size) {
    return size >= 3 && body[0] == 0xef && body[1] == 0xbb && body[2] == 0xbf;
}

json read(const uint8_t *body, std::size_t size) {
    if (begins_with_byte_order_mark(body, size)) { // which the library would skip
        throw Refusal{0, "a byte order mark"};
    }
    const uint8_t *nul = std::find(body, body + size, 0); // at which it would end
    if (nul != body + size) {
        throw Refusal{static_cast<std::size_t>(nul - body), "a NUL"};
    }
    Watch watch;
    json document = json::parse(body, body + size, std::ref(watch));
    if (!document.is_object()) {
        throw Refusal{0, "no object"};
    }
    return document;
}

const json &member(const json &document, const char *name) {
    auto found = document.find(name);
    if (found == document.end()) {
        throw Refusal{0, "a member is absent"};
    }
    return *found;
}

subject_text text(const json &value) {
    if (!value.is_string()) {
        throw Refusal{0, "a member is no string"};
    }
    const auto &string = value.get_ref<const std::string &>();
    if (string.find('\0') != std::string::npos) {
        throw Refusal{0, "a string holds U+0000"};
    }
    return {string.data(), string.size()};
}

subject_text short_text(const json &value) {
    subject_text checked = text(value);
    auto starts = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; };
    if (std::count_if(checked.data, checked.data + checked.size, starts) > 256) {
        throw Refusal{0, "a string is too long"};
    }
    return checked;
}

void read_activation(const json &document, subject_answer &answer) {
    const json &activated = member(document, "activated");
    const json &name = member(document, "name");
    answer.kind = SUBJECT_ACTIVATION;
    answer.device_id = short_text(member(document, "deviceId"));
    answer.name = name.is_null() ? subject_text{} : short_text(name);
    if (!activated.is_boolean()) {
        throw Refusal{0, "activated is no boolean"};
    }
    answer.activated = activated.get<bool>();
}

void read_error(const json &document, subject_answer &answer) {
    bool is_result = !document.contains("error_code") && document.contains("resultcode");
    answer.kind = SUBJECT_ERROR;
    answer.code = text(member(document, is_result ? "resultcode" : "error_code"));
    answer.description = text(member(document, is_result ? "resultmsg" : "error_desc"));
}

subject_answer parse(int status, const uint8_t *body, std::size_t size) {
    auto document = std::make_unique<json>(read(body, size));
    subject_answer answer{};
    if (status == 200) {
        read_activation(*document, answer);
    } else {
        read_error(*document, answer);
    }
    answer.own = document.release();
    return answer;
}

} // namespace

// No exception may leave: the harness is C.
extern "C" enum subject_result subject_parse_answer(int status, const uint8_t *body, size_t size,
                                                    struct subject_answer *out_answer,
                                                    struct subject_refusal *out_refusal) {
    try {
        *out_answer = parse(status, body, size);
        return SUBJECT_ACCEPTED;
    } catch (const std::bad_alloc &) {
        return SUBJECT_NO_MEMORY;
    } catch (const Refusal &refusal) {
        *out_refusal = {refusal.offset, refusal.sentence};
    } catch (const json::parse_error &error) {
        *out_refusal = {std::min(error.byte, size), "no JSON"};
    } catch (const json::exception &) {
        *out_refusal = {0, "not to be represented"};
    }
    return SUBJECT_REFUSED;
}

extern "C" void subject_answer_free(struct subject_answer *answer) {
    delete static_cast<json *>(answer->own);
}

// This adapter is about answers: see the waiver.
extern "C" enum subject_result subject_build_url(struct subject_text, struct subject_text,
                                                 struct subject_text, struct subject_text *) {
    return SUBJECT_REFUSED;
}

extern "C" void subject_url_free(struct subject_text *) {
}

extern "C" int subject_abi(void) {
    return SUBJECT_ABI;
}

extern "C" const char *subject_name(void) {
    return "example_cpp";
}

extern "C" const char *const *subject_waives(void) {
    static const char *const names[] = {"lone-surrogate", "allocation-failure", "number-range",
                                        "documented",     "acceptances",        nullptr};
    return names;
}
