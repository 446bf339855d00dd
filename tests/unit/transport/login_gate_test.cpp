#include "transport/login_gate.h"

#include <catch2/catch.hpp>

#include <list>

using periapt::transport::LoginGate;

TEST_CASE("an address that has failed ten times may try again once in six seconds", "[transport]") {
  LoginGate gate;
  for (int i = 0; i < 10; ++i) {
    CHECK(gate.lets_in("10.0.0.9", 1000));
    gate.failed("10.0.0.9", 1000);
  }
  CHECK_FALSE(gate.lets_in("10.0.0.9", 1000));
  CHECK(gate.lets_in("10.0.0.8", 1000));
  CHECK_FALSE(gate.lets_in("10.0.0.9", 6999));
  CHECK(gate.lets_in("10.0.0.9", 7000));
  gate.failed("10.0.0.9", 7000);
  CHECK_FALSE(gate.lets_in("10.0.0.9", 7001));
  CHECK(gate.lets_in("10.0.0.9", 90'000));
}

TEST_CASE("this machine is not held up by failures, but by how many wait", "[transport]") {
  LoginGate gate;
  for (int i = 0; i < 100; ++i) gate.failed("", 0);
  CHECK(gate.lets_in("", 0));
  std::list<LoginGate::Turn> turns;
  while (turns.size() < 16) turns.emplace_back(gate);
  CHECK_FALSE(gate.lets_in("", 0));
  turns.pop_back();
  CHECK(gate.lets_in("", 0));
}
