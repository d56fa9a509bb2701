add_executable(bench_gate ${CMAKE_CURRENT_LIST_DIR}/bench_gate.c)
target_link_libraries(bench_gate PRIVATE assay_options assay_json PkgConfig::CJSON)
set_target_properties(bench_gate PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
