# Simulations in virtual time; every history can be repeated by its seed.
add_library(sim_checker STATIC ${CMAKE_SOURCE_DIR}/tests/sim/checker.cpp)
target_link_libraries(sim_checker PUBLIC periapt_fmt)
target_include_directories(sim_checker PUBLIC ${CMAKE_SOURCE_DIR}/tests)

add_executable(resolver_sim ${CMAKE_SOURCE_DIR}/tests/sim/resolver/main.cpp
  ${CMAKE_SOURCE_DIR}/tests/sim/resolver/unit.cpp ${CMAKE_SOURCE_DIR}/tests/sim/resolver/world.cpp)
target_link_libraries(resolver_sim PRIVATE sim_checker resolver)
add_test(NAME sim.resolver COMMAND resolver_sim)
add_test(NAME sim.resolver-defects COMMAND resolver_sim --all-defects --histories 2000)
set_tests_properties(sim.resolver sim.resolver-defects PROPERTIES TIMEOUT 300)
