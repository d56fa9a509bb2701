assay_test(redact assay_evidence)
