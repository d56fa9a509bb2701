assay_test(target assay_target)
assay_test(target_members assay_target)
assay_test(target_values assay_target)
assay_test(target_resolve assay_target)
target_link_options(test_target_resolve PRIVATE -Wl,--wrap=malloc -Wl,--wrap=realloc)
assay_test(target_write assay_target)
assay_test(target_schema assay_target)
target_compile_definitions(test_target_schema
                           PRIVATE REPORTS_FOLDER="${PROJECT_SOURCE_DIR}/reports")
