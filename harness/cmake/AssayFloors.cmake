# A floor is a folder and a static library of the same name: every .c file in the folder belongs to
# it, and the libraries it links are the floors and packages it may include. harness/tests/floors
# checks the includes against the same edges.

function(assay_floor name)
  cmake_parse_arguments(FLOOR "" "FOLDER" "LINKS;PRIVATE" ${ARGN})
  if(NOT FLOOR_FOLDER)
    set(FLOOR_FOLDER ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${FLOOR_FOLDER}/*.c)
  add_library(assay_${name} STATIC ${sources})
  target_link_libraries(
    assay_${name}
    PUBLIC assay_options ${FLOOR_LINKS}
    PRIVATE ${FLOOR_PRIVATE})
endfunction()

# A unit test: tests/test_<name>.c against the floors named.
function(assay_test name)
  add_executable(test_${name} ${CMAKE_CURRENT_SOURCE_DIR}/test_${name}.c)
  target_link_libraries(test_${name} PRIVATE assay_options PkgConfig::CMOCKA ${ARGN})
  set_target_properties(test_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND test_${name} WORKING_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  set_tests_properties(${name} PROPERTIES TIMEOUT 120)
endfunction()
