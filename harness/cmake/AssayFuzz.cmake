# How a fuzz target is built. Each target fuzz/<name>.c defines LLVMFuzzerTestOneInput and becomes
# replay_<name>, which runs files and folders of inputs and needs no engine, and, where there is an
# engine, fuzz_<name>, which makes inputs of its own.

set(ASSAY_SUBJECT
    ""
    CACHE FILEPATH "The parser under test: an adapter to fuzz/subject.h; empty for ours")
set(ASSAY_SUBJECT_FLAGS
    ""
    CACHE STRING "What the adapter needs beside itself: libraries, -I, -L, -l and -D")

set(ASSAY_FUZZ_WRAPPER
    ""
    CACHE STRING "Command that the replays of the corpus run under in ctest, as valgrind")

# libFuzzer comes with clang. AFL++'s compiler takes the same flag for its own driver; OSS-Fuzz hands
# over a library.
if(CMAKE_C_COMPILER_ID MATCHES "Clang" AND NOT ASSAY_COVERAGE)
  set(engine -fsanitize=fuzzer)
endif()
set(ASSAY_FUZZ_ENGINE
    "${engine}"
    CACHE STRING "Flag or library that brings the fuzzing engine; empty to build the replays alone")

# An engine is guided by the coverage of everything that it runs, so every floor is instrumented.
if(ASSAY_FUZZ_ENGINE STREQUAL "-fsanitize=fuzzer")
  include(CheckCSourceCompiles)
  set(CMAKE_REQUIRED_FLAGS -fsanitize=fuzzer)
  check_c_source_compiles(
    "#include <stddef.h>
     int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) { return !data && size; }"
    ASSAY_ENGINE_LINKS)
  unset(CMAKE_REQUIRED_FLAGS)
  if(NOT ASSAY_ENGINE_LINKS)
    message(FATAL_ERROR "${CMAKE_C_COMPILER} does not link -fsanitize=fuzzer; Debian has it in "
                        "libclang-rt-14-dev. For replays alone: -DASSAY_FUZZ_ENGINE=")
  endif()
  set(fuzz_instrument -fsanitize=fuzzer-no-link)
  target_compile_options(assay_options INTERFACE ${fuzz_instrument})
  target_link_options(assay_options INTERFACE ${fuzz_instrument})
endif()

# A sanitizer sees no fault in a library that it was not compiled into, so cJSON is built here, from
# the distribution's patched source: upstream's 1.7.15 reads past its input.
option(ASSAY_FUZZ_CJSON "Build cJSON with the sanitizers, from the distribution's source" ON)
if(ASSAY_FUZZ_CJSON)
  execute_process(
    COMMAND ${PROJECT_SOURCE_DIR}/fuzz/source.sh cjson ${CMAKE_BINARY_DIR}/sources
    OUTPUT_VARIABLE cjson_source OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_VARIABLE cjson_trouble
    RESULT_VARIABLE cjson_result
    TIMEOUT 90)
  if(cjson_result EQUAL 0)
    file(STRINGS ${cjson_source}/debian/changelog cjson_version LIMIT_COUNT 1)
    string(REGEX REPLACE "^([^)]*\\)).*" "\\1" cjson_version ${cjson_version})
    file(COPY ${cjson_source}/cJSON.h DESTINATION ${CMAKE_BINARY_DIR}/include/cjson)
    add_library(assay_cjson STATIC ${cjson_source}/cJSON.c)
    target_compile_options(assay_cjson PRIVATE ${sanitize} ${fuzz_instrument})
    set_target_properties(
      PkgConfig::CJSON PROPERTIES INTERFACE_LINK_LIBRARIES assay_cjson
                                  INTERFACE_INCLUDE_DIRECTORIES ${CMAKE_BINARY_DIR}/include)
    message(STATUS "cJSON: built here from the source of ${cjson_version}")
  else()
    string(REGEX MATCH "[^\n]*\n?$" cjson_trouble "${cjson_trouble}")
    message(STATUS "cJSON: the installed library, without the sanitizers; its source cannot be had "
                   "(${cjson_result}): ${cjson_trouble}")
  endif()
else()
  message(STATUS "cJSON: the installed library, without the sanitizers, as asked")
endif()

# A subject in C++, and an engine in a library, are linked by the C++ compiler.
set(fuzz_linker C)
if(ASSAY_SUBJECT MATCHES "\\.(cc|cpp|cxx|C)$" OR ASSAY_FUZZ_LINKS_CXX)
  enable_language(CXX)
  set(CMAKE_CXX_STANDARD 17)
  set(fuzz_linker CXX)
endif()

# Compiles the adapter behind its header, which shows a signature that is another, and links it with
# what takes all of its functions (fuzz/subject_probe.c). Ends the configuration with a line "SUBJECT: "
# where it does not fit.
function(assay_fuzz_probe adapter flags)
  set(compiler ${CMAKE_C_COMPILER} -std=gnu11)
  if(fuzz_linker STREQUAL "CXX")
    set(compiler ${CMAKE_CXX_COMPILER} -std=gnu++17)
  endif()
  set(probe ${CMAKE_BINARY_DIR}/subject_probe)
  set(includes -I${PROJECT_SOURCE_DIR} -I${PROJECT_SOURCE_DIR}/harness -D_GNU_SOURCE)
  execute_process(
    COMMAND ${CMAKE_C_COMPILER} ${includes} -c ${PROJECT_SOURCE_DIR}/fuzz/subject_probe.c -o ${probe}.o
            COMMAND_ERROR_IS_FATAL ANY)
  execute_process(
    COMMAND ${compiler} -w ${includes} -include ${PROJECT_SOURCE_DIR}/fuzz/subject.h ${adapter}
            ${probe}.o ${flags} -lcjson -o ${probe}
    WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
    RESULT_VARIABLE result
    OUTPUT_VARIABLE words
    ERROR_VARIABLE words)
  if(result EQUAL 0)
    return()
  endif()
  message(STATUS "${words}")
  string(REGEX MATCHALL "undefined reference to [^a-z]subject_[a-z_]*" missing "${words}")
  string(REGEX REPLACE "undefined reference to [^a-z]" "" missing "${missing}")
  list(REMOVE_DUPLICATES missing)
  string(REGEX MATCH "error: conflicting [a-z ]*[^a-z]+(subject_[a-z_]*)" conflict "${words}")
  if(conflict)
    set(why "${CMAKE_MATCH_1} has another signature")
  elseif(missing)
    list(JOIN missing ", " names)
    set(why "there is no ${names}")
  else()
    string(REGEX MATCH "(error|fatal error|undefined reference)[^\n]*" why "${words}")
  endif()
  message(FATAL_ERROR "SUBJECT: ${adapter} does not implement fuzz/subject.h: ${why}\n")
endfunction()

# The code of a subject from elsewhere is somebody else's: our sanitizers, but not our warnings.
function(assay_fuzz_subject)
  set(adapter ${ASSAY_SUBJECT})
  if(NOT adapter)
    set(adapter ${PROJECT_SOURCE_DIR}/fuzz/subjects/reference.c)
  endif()
  get_filename_component(adapter ${adapter} ABSOLUTE BASE_DIR ${PROJECT_SOURCE_DIR})
  if(NOT EXISTS ${adapter})
    message(FATAL_ERROR "ASSAY_SUBJECT: there is no ${adapter}")
  endif()
  message(STATUS "Subject: ${adapter}")
  add_library(assay_subject OBJECT ${adapter})
  target_include_directories(assay_subject PRIVATE ${PROJECT_SOURCE_DIR}
                                                   ${PROJECT_SOURCE_DIR}/harness)
  target_link_libraries(assay_subject PUBLIC PkgConfig::CJSON)
  if(NOT ASSAY_SUBJECT)
    target_link_libraries(assay_subject PUBLIC assay_options assay_api assay_json)
    return()
  endif()

  separate_arguments(flags UNIX_COMMAND "${ASSAY_SUBJECT_FLAGS}")
  assay_fuzz_probe(${adapter} "${flags}")
  set(compile_flags ${flags})
  list(FILTER compile_flags INCLUDE REGEX "^-[ID].")
  list(FILTER flags EXCLUDE REGEX "^-[ID].")
  target_compile_definitions(assay_subject PRIVATE _GNU_SOURCE)
  target_compile_options(assay_subject PRIVATE ${sanitize} ${fuzz_instrument} ${compile_flags})
  target_link_libraries(assay_subject PUBLIC ${flags})
endfunction()

# What every target is linked with, and the malloc of everything linked in wrapped (fuzz/hooks.c).
function(assay_fuzz_parts)
  add_library(assay_oracles STATIC ${ARGN})
  # Its header names functions that ours are forbidden to call (base/banned.h).
  target_compile_options(assay_oracles BEFORE PRIVATE "SHELL:-include uriparser/Uri.h")
  target_link_libraries(
    assay_oracles PUBLIC assay_options assay_api assay_json PkgConfig::CURL PkgConfig::CJSON
                         PkgConfig::JANSSON PkgConfig::YAJL PkgConfig::URIPARSER)
  add_library(assay_fuzz_base OBJECT oracle.c hooks.c page.c)
  # What depends on addresses would look like coverage, and differ from run to run.
  if(fuzz_instrument)
    set_source_files_properties(oracle.c hooks.c page.c
                                PROPERTIES COMPILE_OPTIONS -fno-sanitize=fuzzer-no-link)
  endif()
  target_link_libraries(assay_fuzz_base PUBLIC assay_options)
  foreach(call malloc calloc realloc reallocarray free strdup strndup)
    target_link_options(assay_fuzz_base PUBLIC -Wl,--wrap=${call})
  endforeach()
endfunction()

function(assay_fuzz_program program source)
  add_executable(${program} ${source}.c)
  target_link_libraries(${program} PRIVATE assay_options assay_fuzz_base assay_oracles
                                           assay_subject ${ARGN})
  target_compile_definitions(${program} PRIVATE FUZZ_TARGET="${source}")
  set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz
                                              LINKER_LANGUAGE ${fuzz_linker})
endfunction()

# A target: fuzz/<name>.c, the floors it links, and more sources where it has them. RUNS: how many
# inputs an engine makes for the test smoke_<name>.
function(assay_fuzz_target name)
  cmake_parse_arguments(TARGET "PAGES" "RUNS" "LINKS;SOURCES" ${ARGN})
  assay_fuzz_program(replay_${name} ${name} ${TARGET_LINKS})
  target_sources(replay_${name} PRIVATE replay.c ${TARGET_SOURCES})
  add_dependencies(replays replay_${name})
  assay_fuzz_replay_test(replay_${name} ${name})
  if(TARGET_PAGES)
    assay_fuzz_replay_test(replay_${name}_pages ${name} --pages)
  endif()
  if(ASSAY_FUZZ_ENGINE)
    assay_fuzz_program(fuzz_${name} ${name} ${TARGET_LINKS} ${ASSAY_FUZZ_ENGINE})
    target_sources(fuzz_${name} PRIVATE ${TARGET_SOURCES})
    add_dependencies(fuzzers fuzz_${name})
  endif()
  if(ASSAY_FUZZ_ENGINE STREQUAL "-fsanitize=fuzzer" AND NOT CMAKE_C_COMPILER MATCHES "afl")
    add_test(NAME smoke_${name}
             COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/smoke $<TARGET_FILE:fuzz_${name}> ${TARGET_RUNS}
                     ${PROJECT_SOURCE_DIR}/corpus/${name}
                     ${CMAKE_CURRENT_SOURCE_DIR}/dictionaries/${name}.dict)
    set_tests_properties(smoke_${name} PROPERTIES TIMEOUT 300 COST 100 LABELS fuzz)
  endif()
endfunction()

# Every input that is committed, on every `ctest`. ASSAY_FUZZ_WRAPPER: what to run it under.
function(assay_fuzz_replay_test test name)
  add_test(NAME ${test} COMMAND ${ASSAY_FUZZ_WRAPPER} $<TARGET_FILE:replay_${name}> ${ARGN}
                                ${PROJECT_SOURCE_DIR}/corpus/${name})
  set_tests_properties(${test} PROPERTIES TIMEOUT 300 LABELS fuzz)
  if(ASSAY_FUZZ_WRAPPER)
    set_tests_properties(${test} PROPERTIES TIMEOUT 3600)
  endif()
endfunction()
