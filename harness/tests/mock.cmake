# The mock floor: the embedded platform and the scripted responder, over real connections.

add_library(assay_test_mock STATIC mock_visitor.c)
target_link_libraries(assay_test_mock PUBLIC assay_options assay_mock assay_json PkgConfig::CURL)

assay_test(platform assay_test_mock)
assay_test(platform_neighbours assay_test_mock)
assay_test(defects assay_test_mock)
assay_test(throttle assay_mock)
assay_test(locator assay_mock)
assay_test(dispatch assay_mock)
assay_test(wire assay_mock PkgConfig::CURL PkgConfig::GNUTLS)
