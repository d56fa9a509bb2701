# Pages for a browser: how they are made.

assay_test(page_embedded assay_base PkgConfig::CRYPTO)
assay_page(
  test_page_embedded little_page
  TEMPLATE ${CMAKE_CURRENT_SOURCE_DIR}/page/template.html
  STYLES ${CMAKE_CURRENT_SOURCE_DIR}/page/first.css ${CMAKE_CURRENT_SOURCE_DIR}/page/second.css
  SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/page/page.js)
