assay_test(store assay_store)
assay_test(journal assay_store)
