# Joins a page and writes it as a C array; see AssayPage.cmake.
# cmake -DNAME=… -DTEMPLATE=… -DSTYLES=… -DSCRIPTS=… -DOUT=… -P make_page.cmake

function(join files out_text)
  set(text "")
  foreach(file IN LISTS files)
    file(READ ${file} part)
    string(APPEND text "${part}")
  endforeach()
  set(${out_text} "${text}" PARENT_SCOPE)
endfunction()

# The digest as a policy spells it. CMake gives hex: three of its digits are two of base64's, and
# the 64 digits of SHA-256 leave one, which is padded.
function(hash_source text out_source)
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(SHA256 hex "${text}")
  string(APPEND hex "00")
  set(base64 "")
  foreach(at RANGE 0 63 3)
    string(SUBSTRING "${hex}" ${at} 3 digits)
    math(EXPR high "0x${digits} >> 6")
    math(EXPR low "0x${digits} & 63")
    string(SUBSTRING "${alphabet}" ${high} 1 first)
    string(SUBSTRING "${alphabet}" ${low} 1 second)
    string(APPEND base64 "${first}${second}")
  endforeach()
  string(SUBSTRING "${base64}" 0 43 base64)
  set(${out_source} "'sha256-${base64}='" PARENT_SCOPE)
endfunction()

join("${STYLES}" style)
join("${SCRIPTS}" script)
hash_source("${style}" style_hash)
hash_source("${script}" script_hash)

file(READ ${TEMPLATE} page)
string(REPLACE "@STYLE_HASH@" "${style_hash}" page "${page}")
string(REPLACE "@SCRIPT_HASH@" "${script_hash}" page "${page}")
string(REPLACE "@STYLE@" "${style}" page "${page}")
string(REPLACE "@SCRIPT@" "${script}" page "${page}")
file(WRITE ${OUT}.html "${page}")

file(READ ${OUT}.html hex HEX)
string(REGEX REPLACE "(................................)" "\\1\n    " hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUT} "/* Made from ${TEMPLATE} by make_page.cmake. */
#include <stddef.h>

extern const unsigned char ${NAME}[];
extern const size_t ${NAME}_size;

const unsigned char ${NAME}[] = {
    ${bytes}
};
const size_t ${NAME}_size = sizeof ${NAME};
")
