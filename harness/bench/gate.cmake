set(here ${CMAKE_CURRENT_LIST_DIR})
add_executable(bench_gate ${here}/bench_gate.c ${here}/series.c)
target_link_libraries(bench_gate PRIVATE assay_api PkgConfig::CJSON)
set_target_properties(bench_gate PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
