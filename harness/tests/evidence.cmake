assay_test(redact assay_evidence)
assay_test(har assay_evidence)
