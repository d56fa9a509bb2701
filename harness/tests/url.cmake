assay_test(url assay_api)
assay_test(url_endpoint assay_api)
