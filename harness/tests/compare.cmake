# The compare floor.

assay_test(compare assay_compare assay_report)
