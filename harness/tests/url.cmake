assay_test(url assay_api)
assay_test(url_endpoint assay_api)
assay_test(url_properties assay_api PkgConfig::CURL) # reads every result again

# Makes every allocation fail in turn, ours and libcurl's.
assay_test(url_memory assay_api PkgConfig::CURL)
target_link_options(test_url_memory PRIVATE -Wl,--wrap=realloc)
