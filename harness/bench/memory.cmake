add_executable(bench_peak ${CMAKE_CURRENT_LIST_DIR}/bench_peak.c)
target_link_libraries(bench_peak PRIVATE assay_options)
set_target_properties(bench_peak PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
