assay_test(error_table assay_api)
assay_test(answer assay_api)
assay_test(answer_bounds assay_api)
assay_test(answer_words assay_api)
