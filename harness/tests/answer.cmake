assay_test(error_table assay_api)
