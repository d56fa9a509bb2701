# What the application adds to the floors below it.

assay_test(trouble assay_app)
assay_test(scribe assay_app)
assay_test(recorder assay_app)
