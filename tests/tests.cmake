# Every test that is not a unit test of one room. Labels: `e2e` needs the real programs as they are released,
# `release-only` means something only without a sanitizer; tests/run.sh asan and tsan leave both out.
set(tests ${CMAKE_SOURCE_DIR}/tests)

# --- shell scripts ----------------------------------------------------------------------------
add_test(NAME lint.shell COMMAND ${tests}/support/lint_shell.sh)
set_tests_properties(lint.shell PROPERTIES LABELS release-only SKIP_RETURN_CODE 77)

# Reads the unit tests' scenarios for e2e/scenarios_for_real.sh.
add_executable(scenario_steps ${tests}/support/scenario_steps.cpp)
target_include_directories(scenario_steps PRIVATE ${tests})
target_link_libraries(scenario_steps PRIVATE charm)

# --- end to end: one behaviour a script, with the real programs -------------------------------
if(TARGET model AND TARGET modeld AND TARGET model-agent)
  file(GLOB scripts CONFIGURE_DEPENDS ${tests}/e2e/*.sh)
  list(REMOVE_ITEM scripts ${tests}/e2e/lib.sh ${tests}/e2e/held_charm.sh)
  foreach(script ${scripts})
    cmake_path(GET script STEM name)
    string(REPLACE _ - name ${name})
    add_test(NAME e2e.${name} COMMAND ${script})
    set_tests_properties(e2e.${name} PROPERTIES LABELS e2e SKIP_RETURN_CODE 77 TIMEOUT 180
      ENVIRONMENT PERIAPT_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
  endforeach()
  set_tests_properties(e2e.scenarios-for-real PROPERTIES TIMEOUT 400)
  # Strangers' charms are not here; ours go through the same harness.
  add_test(NAME charms.outcomes COMMAND ${tests}/charms/run.sh ${tests}/charms)
  set_tests_properties(charms.outcomes PROPERTIES LABELS e2e TIMEOUT 300
    ENVIRONMENT PERIAPT_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
  # Most of it is waiting for a lease to end: it may run beside anything.
  set_tests_properties(e2e.story-of-a-fail-over e2e.mariadb-cluster PROPERTIES TIMEOUT 600)
  # Three daemons each: two at a time would only wait for each other.
  set_tests_properties(e2e.wordpress-story e2e.wordpress-through-kills e2e.story-of-maintenance
    e2e.maintenance-through-kills e2e.story-of-the-cache e2e.story-of-a-restore e2e.story-of-a-customised-deployment
    PROPERTIES TIMEOUT 600 RESOURCE_LOCK daemons)
endif()

# --- simulation, faults, benchmarks -----------------------------------------------------------
foreach(part sim fault bench)
  include(${tests}/${part}/${part}.cmake OPTIONAL)
endforeach()
