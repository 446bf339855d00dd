#include "base/machine_conf.h"

#include "base/file.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace periapt;

TEST_CASE("a machine's file is read as it was written, and closed to others", "[base]") {
  const test::TemporaryFolder folder;
  const MachineConf written{.controller_socket = "/run/m=d.sock", .token = "secret", .machine_id = 12,
                            .machine_name = "3", .model_uuid = "u-u", .address = "127.9.0.3"};
  write_machine_conf(folder / "machine.conf", written);
  const MachineConf read = read_machine_conf(folder / "machine.conf");
  CHECK(read.controller_socket == written.controller_socket);
  CHECK(read.token == written.token);
  CHECK(read.machine_id == 12);
  CHECK(read.machine_name == "3");
  CHECK(read.model_uuid == "u-u");
  CHECK(read.address == "127.9.0.3");
  const auto mode = std::filesystem::status(folder / "machine.conf").permissions() & std::filesystem::perms::mask;
  CHECK(mode == std::filesystem::perms(0600));
}

TEST_CASE("a machine's file that lacks a value is refused with the value's name", "[base]") {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "machine.conf", "machine-id=1\ntoken=x\n");
  CHECK_THROWS_WITH(read_machine_conf(folder / "machine.conf"), Catch::Contains("\"controller-socket\" is missing"));
}

TEST_CASE("a value with a line feed cannot smuggle another value into a machine's file", "[base]") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(write_machine_conf(folder / "machine.conf", {.token = "x\nmachine-id=9"}), std::invalid_argument);
}
