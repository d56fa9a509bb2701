foreach(part message body error hardening run memory)
  assay_test(judge_${part} assay_judge)
  target_sources(test_judge_${part} PRIVATE judge_fixture.c)
endforeach()
target_link_options(test_judge_memory PRIVATE -Wl,--wrap=malloc -Wl,--wrap=calloc
                                              -Wl,--wrap=realloc)
assay_test(verdict assay_judge)
target_sources(test_verdict PRIVATE judge_fixture.c)
