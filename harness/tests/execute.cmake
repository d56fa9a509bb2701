# The engine asks OpenSSL about TLS sessions. The line belongs beside the other packages and edges, in
# harness/cmake/AssayLibraries.cmake and harness/CMakeLists.txt.
if(NOT TARGET PkgConfig::SSL)
  pkg_check_modules(SSL REQUIRED IMPORTED_TARGET GLOBAL libssl)
  target_link_libraries(assay_execute PRIVATE PkgConfig::SSL)
endif()

assay_test(allowance assay_execute)
