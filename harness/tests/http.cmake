assay_test(http_message assay_http)
assay_test(http_properties assay_http assay_test_edge)

# Both are tables of pairs, walked by the same code.
assay_test(http_head_faults assay_http)
assay_test(http_body_faults assay_http)
foreach(test http_head_faults http_body_faults)
  target_sources(test_${test} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/http_pair.c)
endforeach()
