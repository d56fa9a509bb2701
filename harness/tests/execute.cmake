# The engine asks OpenSSL about TLS sessions. These lines belong beside the other packages and edges,
# in harness/cmake/AssayLibraries.cmake and harness/CMakeLists.txt.
if(NOT TARGET PkgConfig::SSL)
  pkg_check_modules(SSL REQUIRED IMPORTED_TARGET GLOBAL libssl)
  target_link_libraries(assay_execute PRIVATE PkgConfig::SSL)
endif()

add_library(test_responder STATIC ${CMAKE_CURRENT_SOURCE_DIR}/responder.c)
target_link_libraries(
  test_responder
  PRIVATE assay_options
  PUBLIC PkgConfig::SSL PkgConfig::CRYPTO Threads::Threads)

assay_test(allowance assay_execute)
assay_test(engine assay_execute test_responder)
assay_test(login assay_execute test_responder)
