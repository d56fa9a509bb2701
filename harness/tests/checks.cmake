# What is checked of the sources themselves; each is a test like any other.

file(GLOB_RECURSE all_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/harness/*.[ch]
     ${PROJECT_SOURCE_DIR}/cases/*.[ch] ${PROJECT_SOURCE_DIR}/fuzz/*.[ch])
set(house_sources ${all_sources})
list(FILTER house_sources EXCLUDE REGEX "/(tests|bench|fuzz)/")

find_program(AWK NAMES awk REQUIRED)
add_test(NAME floors COMMAND ${AWK} -f ${CMAKE_CURRENT_SOURCE_DIR}/floors.awk
                             ${CMAKE_CURRENT_SOURCE_DIR}/floors.table ${house_sources})

add_test(NAME floors_fires COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/floors_fires.sh ${AWK}
                                   ${CMAKE_CURRENT_SOURCE_DIR})

# The slow ones belong to one preset, so that they run once.
if(ASSAY_STATIC_CHECKS)
  find_program(CLANG_FORMAT NAMES clang-format REQUIRED)
  add_test(NAME format COMMAND ${CLANG_FORMAT} --dry-run --Werror ${all_sources})
  find_program(CLANG_TIDY NAMES clang-tidy REQUIRED)
  find_program(CPPCHECK NAMES cppcheck REQUIRED)
  add_test(NAME tidy COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tidy.sh ${CLANG_TIDY} ${CMAKE_BINARY_DIR}
                             ${house_sources})
  add_test(
    NAME cppcheck
    COMMAND
      ${CPPCHECK} --quiet --std=c11 --error-exitcode=1 --inline-suppr -j 2
      --enable=warning,performance,portability --suppress=missingIncludeSystem
      --suppress=normalCheckLevelMaxBranches
      # cppcheck 2.10 misreads designated initialisers, and members named like static arrays
      --suppress=unknownEvaluationOrder --suppress=returnDanglingLifetime
      -D_GNU_SOURCE -DASSAY_VERSION="" -I ${PROJECT_SOURCE_DIR}/harness
      -I ${PROJECT_SOURCE_DIR} ${house_sources})
  set_tests_properties(tidy cppcheck PROPERTIES TIMEOUT 600 COST 1000)
endif()
