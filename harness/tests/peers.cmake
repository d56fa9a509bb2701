# Servers that nobody here wrote. Those from npm are run by hand: harness/tests/peers/run.

find_program(NGINX NAMES nginx PATHS /usr/sbin)
if(NGINX)
  add_test(NAME peers_nginx COMMAND ${BASH} ${CMAKE_CURRENT_SOURCE_DIR}/peers/nginx.bash
                                    $<TARGET_FILE:assay> ${NGINX})
  set_tests_properties(peers_nginx PROPERTIES TIMEOUT 120)
endif()
