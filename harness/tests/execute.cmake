# A peer that answers by a script, and an engine that is pointed at it.
add_library(test_rig STATIC ${CMAKE_CURRENT_SOURCE_DIR}/responder.c
                            ${CMAKE_CURRENT_SOURCE_DIR}/rig.c)
target_link_libraries(test_rig PUBLIC assay_options assay_execute PkgConfig::SSL PkgConfig::CRYPTO
                                      PkgConfig::CMOCKA Threads::Threads)

assay_test(allowance assay_execute)
assay_test(capture test_rig)
assay_test(handshake test_rig)
assay_test(sending test_rig)
assay_test(engine test_rig)
assay_test(login test_rig)
