# Simulations in virtual time; every history can be repeated by its seed (tests/sim/README.md).
add_library(sim_checker STATIC ${CMAKE_SOURCE_DIR}/tests/sim/checker.cpp ${CMAKE_SOURCE_DIR}/tests/sim/task_rules.cpp
  ${CMAKE_SOURCE_DIR}/tests/sim/named_event_rules.cpp)
target_link_libraries(sim_checker PUBLIC periapt_fmt Boost::headers)
target_include_directories(sim_checker PUBLIC ${CMAKE_SOURCE_DIR}/tests)

function(periapt_simulation name folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/sim/${folder}/*.cpp)
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE sim_checker ${ARGN})
  target_precompile_headers(${name} REUSE_FROM core)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ${JOIN_FILES} UNITY_BUILD_BATCH_SIZE 20)
endfunction()
periapt_simulation(resolver_sim resolver resolver)

# The parts of the second simulation are also played by hand (tests/sim/leadership).
file(GLOB model_parts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/sim/model/*.cpp)
list(REMOVE_ITEM model_parts ${CMAKE_SOURCE_DIR}/tests/sim/model/main.cpp)
add_library(sim_model STATIC ${model_parts})
target_link_libraries(sim_model PUBLIC sim_checker agent services delivery store charm)
target_precompile_headers(sim_model REUSE_FROM core)
set_target_properties(sim_model PROPERTIES UNITY_BUILD ${JOIN_FILES} UNITY_BUILD_BATCH_SIZE 20)
add_executable(model_sim ${CMAKE_SOURCE_DIR}/tests/sim/model/main.cpp)
target_link_libraries(model_sim PRIVATE sim_model)
add_executable(leadership_sim ${CMAKE_SOURCE_DIR}/tests/sim/leadership/leadership_test.cpp)
target_link_libraries(leadership_sim PRIVATE sim_model catch_main)
target_compile_options(leadership_sim PRIVATE -O0) # as all tests: see CMakeLists.txt
target_precompile_headers(leadership_sim REUSE_FROM catch_main)
add_test(NAME sim.leadership COMMAND leadership_sim)

# Instrumented builds are ten times slower and look for other things: fewer histories, no minimum counts.
if(SANITIZED)
  add_test(NAME sim.resolver COMMAND resolver_sim --histories 300 --least 0)
  add_test(NAME sim.model COMMAND model_sim --histories 15 --least 0 --least-crashes 0)
else()
  add_test(NAME sim.resolver COMMAND resolver_sim)
  add_test(NAME sim.model COMMAND model_sim)
  add_test(NAME sim.resolver-defects COMMAND resolver_sim --all-defects --histories 5000)
  add_test(NAME sim.model-defects COMMAND model_sim --all-defects --histories 200)
  set_tests_properties(sim.resolver-defects sim.model-defects PROPERTIES TIMEOUT 300)
endif()
set_tests_properties(sim.resolver sim.model PROPERTIES TIMEOUT 300)
