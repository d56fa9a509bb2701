# End to end: runs of the whole program against servers that conform, deviate or misbehave.

add_library(assay_test_certify STATIC certify.c child.c disguise.c little_platform.c rendering.c
            secret_search.c stage.c)
target_link_libraries(assay_test_certify PUBLIC assay_options assay_app PkgConfig::CURL
                                                PkgConfig::CMOCKA Threads::Threads)
target_compile_definitions(assay_test_certify PRIVATE ASSAY_PROGRAM="$<TARGET_FILE:assay>")
add_dependencies(assay_test_certify assay)

# Each part is a program of its own, so that they run side by side. Under the sanitizers the tables of
# platforms are played with clang's build, and the whole matrix with gcc's: once is enough for each.
function(certification_test part timeout)
  if(ASSAY_SANITIZE AND CMAKE_C_COMPILER_ID STREQUAL "GNU" AND part MATCHES "_")
    return()
  endif()
  assay_test(certification${part} assay_test_certify)
  set_tests_properties(certification${part} PROPERTIES TIMEOUT ${timeout})
endfunction()

certification_test("" 120)
certification_test(_throttle 240)
certification_test(_unusual 240)
certification_test(_body 240)
certification_test(_message 240)
certification_test(_meaning 240)
certification_test(_errors 240)
certification_test(_bounds 240)
certification_test(_secrets 240)
certification_test(_devices 240)
certification_test(_traces 240)
certification_test(_channels 240)
certification_test(_signals 240)
assay_test(secret_search assay_test_certify)
assay_test(evidence_schema assay_test_certify assay_test_schema)

# The whole matrix, on every processor.
if(NOT ASSAY_SANITIZE OR CMAKE_C_COMPILER_ID STREQUAL "GNU")
  assay_test(selftest assay_app assay_test_schema)
  target_compile_definitions(test_selftest PRIVATE README_FILE="${PROJECT_SOURCE_DIR}/README.md")
  cmake_host_system_information(RESULT processors QUERY NUMBER_OF_LOGICAL_CORES)
  set_tests_properties(selftest PROPERTIES TIMEOUT 600 PROCESSORS ${processors})
endif()
