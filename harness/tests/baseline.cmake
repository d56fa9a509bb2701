# The baseline floor.

assay_test(baseline assay_baseline assay_cases)
