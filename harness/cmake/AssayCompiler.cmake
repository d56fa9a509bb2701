# The language, the warnings and the sanitizers: the same for every floor.

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()
# Assertions are ASSURE's, which abort in every build; -O2 in release, with debug symbols split off
# by whoever packages it.
set(CMAKE_C_FLAGS_RELEASE "-O2")

add_library(assay_options INTERFACE)
target_compile_definitions(assay_options INTERFACE _GNU_SOURCE)
target_compile_options(
  assay_options
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual
            -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla -Wundef -Wswitch-enum
            -Wwrite-strings -fno-common -fstack-protector-strong)
target_compile_options(
  assay_options INTERFACE "SHELL:-include ${CMAKE_CURRENT_SOURCE_DIR}/harness/base/banned.h")
target_include_directories(assay_options INTERFACE ${CMAKE_CURRENT_SOURCE_DIR}/harness
                                                   ${CMAKE_CURRENT_SOURCE_DIR})
target_link_options(assay_options INTERFACE -Wl,--as-needed)

if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT ASSAY_SANITIZE)
  target_compile_options(assay_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE)
  target_link_options(assay_options INTERFACE -pie -Wl,-z,relro,-z,now)
endif()
if(ASSAY_WERROR)
  target_compile_options(assay_options INTERFACE -Werror)
endif()
if(ASSAY_SANITIZE)
  set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  include(CheckCSourceCompiles)
  list(JOIN sanitize " " CMAKE_REQUIRED_FLAGS)
  check_c_source_compiles("int main(void) { return 0; }" ASSAY_SANITIZERS_LINK)
  unset(CMAKE_REQUIRED_FLAGS)
  if(NOT ASSAY_SANITIZERS_LINK)
    message(FATAL_ERROR "${CMAKE_C_COMPILER} does not link -fsanitize=address,undefined; "
                        "try: harness/tools/install check")
  endif()
  target_compile_options(assay_options INTERFACE ${sanitize})
  target_link_options(assay_options INTERFACE ${sanitize})
endif()
if(ASSAY_COVERAGE)
  target_compile_options(assay_options INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(assay_options INTERFACE -fprofile-instr-generate)
endif()
