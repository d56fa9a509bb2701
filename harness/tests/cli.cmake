# The program from outside: rows that run the built binary.

find_program(BASH NAMES bash REQUIRED)
add_executable(listener cli/listener.c)
target_link_libraries(listener PRIVATE assay_options)

foreach(part general body url profile run baseline diff flaky ci stop mock judge evidence foreign hostile killed
             certificate certify terminal completion selftest)
  add_test(NAME cli_${part} COMMAND ${BASH} ${CMAKE_CURRENT_SOURCE_DIR}/cli/${part}.bash
                                    $<TARGET_FILE:assay> $<TARGET_FILE:listener>)
  set_tests_properties(cli_${part} PROPERTIES TIMEOUT 300)
endforeach()
