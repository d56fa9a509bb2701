# The program from outside: rows that run the built binary.

find_program(BASH NAMES bash REQUIRED)
foreach(part general body url)
  add_test(NAME cli_${part} COMMAND ${BASH} ${CMAKE_CURRENT_SOURCE_DIR}/cli/${part}.bash
                                    $<TARGET_FILE:assay>)
  set_tests_properties(cli_${part} PROPERTIES TIMEOUT 300)
endforeach()
