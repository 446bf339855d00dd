# Real kills of the real programs. PERIAPT_SEED=N repeats a run.
if(TARGET model AND TARGET modeld AND TARGET model-agent)
  add_test(NAME fault.killed-at-named-points COMMAND ${CMAKE_SOURCE_DIR}/tests/fault/killed_at_named_points.sh)
  set_tests_properties(fault.killed-at-named-points PROPERTIES LABELS e2e TIMEOUT 600
    ENVIRONMENT PERIAPT_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
endif()
