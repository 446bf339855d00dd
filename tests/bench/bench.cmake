# Benchmarks, each beside a floor or a peer in one run: tests/bench/run.sh. Included by tests/tests.cmake.

# Two clients that do no more than the exchange itself: with no libc, as the hook tool, and with a static glibc.
add_executable(echo_client_bare EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/bench/echo_client_bare.cpp)
set_target_properties(echo_client_bare PROPERTIES CXX_COMPILER_LAUNCHER "")
get_target_property(hook_tool_compile_options hook-tool COMPILE_OPTIONS)
get_target_property(hook_tool_link_options hook-tool LINK_OPTIONS)
target_compile_options(echo_client_bare PRIVATE ${hook_tool_compile_options})
target_link_options(echo_client_bare PRIVATE ${hook_tool_link_options})
target_include_directories(echo_client_bare PRIVATE ${CMAKE_SOURCE_DIR}/charm-sdk/hook-tool)

add_executable(echo_client_static EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/bench/echo_client_static.cpp)
target_link_options(echo_client_static PRIVATE -static)

add_executable(hook_tool_bench EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/bench/hook_tool_bench.cpp)
target_include_directories(hook_tool_bench PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(hook_tool_bench PRIVATE agent)
add_dependencies(hook_tool_bench hook-tool echo_client_bare echo_client_static)

add_executable(echo_server EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/bench/echo_server.cpp)
target_include_directories(echo_server PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(echo_server PRIVATE base)

add_executable(agents_bench EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/bench/agents_bench.cpp)
target_include_directories(agents_bench PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(agents_bench PRIVATE transport)

if(TARGET model)
  add_executable(model_bench EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/bench/model_bench.cpp)
  target_include_directories(model_bench PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(model_bench PRIVATE cli transport)
  add_dependencies(model_bench model)
endif()

# Times are for people; this only sees that the benchmark still runs.
if(TARGET model AND TARGET modeld AND TARGET model-agent)
  add_test(NAME bench.smoke COMMAND ${CMAKE_SOURCE_DIR}/tests/bench/run.sh 2)
  set_tests_properties(bench.smoke PROPERTIES LABELS e2e TIMEOUT 180 ENVIRONMENT PERIAPT_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
endif()
