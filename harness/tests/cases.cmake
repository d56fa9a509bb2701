assay_test(cases assay_cases)
assay_test(plan assay_plan assay_cases)
assay_test(alter assay_plan)
