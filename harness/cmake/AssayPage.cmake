# A page for a browser is one HTML file with its style and script inside. The parts stand in
# reports/; the build joins them, states in the page's Content-Security-Policy the hashes of exactly
# these, and makes the result an array of the binary.

# assay_page(TARGET NAME TEMPLATE file STYLES file… SCRIPTS file…)
# Adds `const unsigned char NAME[]` and `const size_t NAME_size` to TARGET; whoever uses them
# declares them. In the template @STYLE@ and @SCRIPT@ stand for the joined files, @STYLE_HASH@ and
# @SCRIPT_HASH@ for their sources in the policy; every other byte stays as it is.
function(assay_page target name)
  cmake_parse_arguments(PAGE "" "TEMPLATE" "STYLES;SCRIPTS" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/pages/${name}.c)
  set(maker ${PROJECT_SOURCE_DIR}/harness/cmake/make_page.cmake)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DTEMPLATE=${PAGE_TEMPLATE} "-DSTYLES=${PAGE_STYLES}"
            "-DSCRIPTS=${PAGE_SCRIPTS}" -DOUT=${out} -P ${maker}
    DEPENDS ${PAGE_TEMPLATE} ${PAGE_STYLES} ${PAGE_SCRIPTS} ${maker}
    COMMENT "Joining the page ${name}"
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
