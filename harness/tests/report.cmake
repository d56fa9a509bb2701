# The report floor: one hand-made tally, rendered in every format.

add_library(assay_test_report STATIC report_sample.c)
target_link_libraries(assay_test_report PUBLIC assay_options assay_report assay_cases
                                               PkgConfig::CMOCKA)

add_library(assay_test_schema STATIC schema.c)
target_link_libraries(assay_test_schema PUBLIC assay_options assay_json assay_store m)
target_compile_definitions(assay_test_schema PRIVATE REPORTS_FOLDER="${PROJECT_SOURCE_DIR}/reports")

assay_test(transcript assay_model)
assay_test(report_pen assay_report)
assay_test(report_json assay_test_report)
assay_test(report_schema assay_test_report assay_test_schema)
assay_test(report_junit assay_test_report PkgConfig::LIBXML)
assay_test(report_tap assay_test_report)
assay_test(report_console assay_test_report)
assay_test(report_html assay_test_report)
assay_test(report_agreement assay_test_report)
assay_test(runs_told assay_report)
assay_test(report_ci assay_test_report PkgConfig::LIBXML)
target_compile_definitions(test_report_junit PRIVATE REPORTS_FOLDER="${PROJECT_SOURCE_DIR}/reports")
