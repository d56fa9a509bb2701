# The JSON floor: the gate by its rules and by an oracle, the document, its memory, the writer.

add_library(assay_test_edge STATIC edge.c)
target_link_libraries(assay_test_edge PUBLIC assay_options assay_base)

assay_test(json_grammar assay_json assay_test_edge)
assay_test(json_gate assay_json)
assay_test(json_oracle assay_json assay_test_edge)
assay_test(json_document assay_json)
assay_test(json_respell assay_json PkgConfig::CJSON)
assay_test(json_tree assay_json assay_test_edge)
assay_test(json_memory assay_json PkgConfig::CJSON)
assay_test(json_writer assay_json)
