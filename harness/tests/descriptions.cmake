# What cases/ ships for tools from elsewhere must not rot.
assay_test(descriptions assay_api)
target_compile_definitions(test_descriptions PRIVATE CASES_FOLDER="${PROJECT_SOURCE_DIR}/cases")
