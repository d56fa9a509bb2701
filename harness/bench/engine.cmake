set(here ${CMAKE_CURRENT_LIST_DIR})
add_executable(bench_engine ${here}/bench_engine.c ${here}/ours.c ${here}/bare.c ${here}/workload.c
                            ${here}/lap.c ${here}/series.c)
target_link_libraries(bench_engine PRIVATE assay_app PkgConfig::CURL)
set_target_properties(bench_engine PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
