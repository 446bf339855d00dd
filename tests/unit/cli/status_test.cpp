// The forms of status, from one hand-built report that has a bit of everything. The golden files change only
// with PERIAPT_TEST_ACCEPT=1.
#include "cli/formatters/output.h"
#include "cli/formatters/status_brief.h"
#include "cli/formatters/status_display.h"
#include "cli/formatters/status_document.h"
#include "cli/formatters/status_filter.h"
#include "cli/formatters/status_tabular.h"

#include "base/file.h"
#include "support/source_dir.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <sstream>

using namespace periapt;
using namespace periapt::cli;

namespace {

constexpr TimeMs ten_o_clock = 1'767'348'000'000; // 2026-01-02 10:00:00 UTC

UnitReport a_unit(const std::string& name, const std::string& machine, const char* workload, const char* message,
                  const char* agent = "idle", const char* agent_message = "") {
  return {.name = name,
          .workload_status = {workload, message, ten_o_clock + 120'000},
          .agent_status = {agent, agent_message, ten_o_clock + 121'000},
          .agent_started = std::string(agent) != "allocating",
          .machine = machine,
          .public_address = machine.empty() ? "" : "127.7.0." + std::to_string(10 + std::stoi(machine))};
}

MachineReport a_machine(const std::string& name, bool started = true) {
  return {.name = name,
          .instance_id = started ? "m-" + name : "",
          .hostname = started ? "shop-" + name : "",
          .addresses = started ? std::vector<std::string>{"127.7.0." + std::to_string(10 + std::stoi(name))}
                               : std::vector<std::string>{},
          .agent_status = {started ? "started" : "pending", "", ten_o_clock + 70'000},
          .instance_status = {started ? "running" : "allocating", started ? "Running" : "Provisioning",
                              ten_o_clock + 40'000},
          .base_name = "ubuntu",
          .base_channel = "24.04/stable",
          .hardware = started ? "arch=amd64 cores=2 mem=2048M availability-zone=z1" : ""};
}

ApplicationReport an_application(const std::string& name, std::vector<UnitReport> units) {
  return {.name = name,
          .charm_url = "local:" + name + "-3",
          .charm_name = name,
          .charm_revision = 3,
          .base_name = "ubuntu",
          .base_channel = "24.04/stable",
          .created_ms = ten_o_clock,
          .units = std::move(units)};
}

RelationEndReport an_end(const char* application, const char* endpoint, const char* interface, Role role,
                         Scope scope = Scope::global) {
  return {application, endpoint, interface, role, scope};
}

/// web (two units, the leader has log/0 beside it), sql in error, cache not there yet.
StatusReport a_shop() {
  StatusReport report{.revision = "1-7",
                      .model_name = "shop",
                      .model_uuid = "a2b5e2b0-7d42-4e86-8d15-1d2f8a2a3c11",
                      .model_owner = "admin",
                      .cloud = "localhost",
                      .region = "localhost",
                      .version = contract_version,
                      .model_status = {"available", "", ten_o_clock}};
  report.machines = {a_machine("0"), a_machine("1"), a_machine("10"), a_machine("2", false)};

  auto web0 = a_unit("web/0", "0", "active", "ready");
  web0.leader = true;
  web0.open_ports = {"80/tcp", "443/tcp", "53/udp", "8000-8005/tcp"};
  auto web10 = a_unit("web/10", "10", "active", "ready", "executing", "running db-relation-changed hook for sql/0");
  auto log0 = a_unit("log/0", "", "active", "shipping", "executing", "running update-status hook");
  log0.principal = "web/0";
  log0.leader = true;
  log0.public_address = "127.7.0.10";
  auto sql0 = a_unit("sql/0", "1", "active", "was fine", "error", "hook failed: \"db-relation-changed\"");
  auto cache0 = a_unit("cache/0", "2", "waiting", "waiting for machine", "allocating");
  cache0.public_address.clear();

  auto web = an_application("web", {web0, web10});
  web.exposed = true;
  web.charm_version = "9f2c1ab";
  web.workload_version = "1.4\nand more";
  web.explicit_status = StatusRecord{"active", "serving", ten_o_clock + 120'000};
  web.bindings = {"db", "website"};
  auto log = an_application("log", {log0});
  log.subordinate = true;
  auto sql = an_application("sql", {sql0});
  sql.life = Life::dying;
  sql.workload_version = "10.11.6-MariaDB-0+deb12u1";
  report.applications = {web, log, sql, an_application("cache", {cache0})};

  report.relations = {{4,
                       "web:db sql:db",
                       Life::alive,
                       "joined",
                       {an_end("web", "db", "mysql", Role::requirer), an_end("sql", "db", "mysql", Role::provider)}},
                      {2, "web:peers", Life::alive, "joined", {an_end("web", "peers", "web-peer", Role::peer)}},
                      {5,
                       "log:host web:juju-info",
                       Life::alive,
                       "joining",
                       {an_end("log", "host", "juju-info", Role::requirer, Scope::container),
                        an_end("web", "juju-info", "juju-info", Role::provider, Scope::container)}}};
  return report;
}

StatusReport shown(StatusReport report) {
  derive_application_statuses(report);
  present_units(report);
  return report;
}

StatusView a_view() { return {.controller = "local", .now_ms = ten_o_clock + 365'000, .relations = true}; }

void check_golden(const std::string& name, const std::string& text) {
  const auto path = source_dir() / "tests/golden/cli" / name;
  if (std::getenv("PERIAPT_TEST_ACCEPT")) write_file_atomically(path, text);
  CHECK(text == read_file(path));
}

struct UtcZone {
  UtcZone() {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
  }
};

UnitReport& unit_of(StatusReport& report, const std::string& name) {
  for (auto& application : report.applications)
    for (auto& unit : application.units)
      if (unit.name == name) return unit;
  throw std::runtime_error("no unit " + name);
}

std::vector<std::string> names_kept(std::vector<std::string> selectors) {
  auto report = a_shop();
  derive_application_statuses(report);
  filter_status(report, std::move(selectors));
  std::vector<std::string> names;
  for (const auto& application : report.applications) {
    names.push_back(application.name);
    for (const auto& unit : application.units) names.push_back(unit.name);
  }
  return names;
}

} // namespace

TEST_CASE("status is shown in each form as its golden file says", "[cli]") {
  const UtcZone zone;
  const auto report = shown(a_shop());
  std::ostringstream tabular, brief, summary;
  print_status_tabular(tabular, report, a_view());
  print_status_short(brief, report);
  print_status_summary(summary, report);
  check_golden("status.txt", tabular.str());
  check_golden("status_short.txt", brief.str());
  check_golden("status_summary.txt", summary.str());
  check_golden("status.json", status_json(report, a_view()));
  check_golden("status.yaml", render(status_document(report, a_view()), "yaml"));
}

TEST_CASE("an empty model has empty maps and absent offers", "[cli]") {
  const UtcZone zone;
  StatusReport report{
      .model_name = "m", .cloud = "localhost", .version = "3.6.28", .model_status = {"available", "", ten_o_clock}};
  CHECK(status_json(report, a_view()) ==
        "{\"model\":{\"name\":\"m\",\"type\":\"iaas\",\"controller\":\"local\",\"cloud\":\"localhost\",\"version\":\"3."
        "6.28\","
        "\"model-status\":{\"current\":\"available\",\"since\":\"02 Jan 2026 10:00:00Z\"},\"sla\":\"unsupported\"},"
        "\"machines\":{},\"applications\":{},\"storage\":{},\"controller\":{\"timestamp\":\"10:06:05Z\"}}\n");
}

TEST_CASE("an agent's error is shown as the workload's, with the other end of a relation hook", "[cli]") {
  auto report = shown(a_shop());
  const auto& sql = unit_of(report, "sql/0");
  CHECK(sql.workload_status ==
        StatusRecord{"error", "hook failed: \"db-relation-changed\" for web:db", ten_o_clock + 121'000});
  CHECK(sql.agent_status == StatusRecord{"idle", "", ten_o_clock + 121'000});
}

TEST_CASE("a silent agent is lost, and its workload unknown unless it failed or ended", "[cli]") {
  auto report = a_shop();
  unit_of(report, "web/0").agent_lost = true;
  unit_of(report, "sql/0").agent_lost = true;
  report = shown(std::move(report));
  CHECK(unit_of(report, "web/0").agent_status.current == "lost");
  CHECK(unit_of(report, "web/0").workload_status.message == "agent lost, see 'juju show-status-log web/0'");
  CHECK(unit_of(report, "sql/0").workload_status.current == "error");
}

TEST_CASE("an application without a status of its own has its worst unit's", "[cli]") {
  auto report = shown(a_shop());
  CHECK(report.applications[0].explicit_status->message == "serving");
  CHECK(report.applications[2].explicit_status->current == "error");
  report.applications.push_back(an_application("empty", {}));
  derive_application_statuses(report);
  CHECK(report.applications.back().explicit_status == StatusRecord{"unknown", "", ten_o_clock});
}

TEST_CASE("ports are grouped by protocol and neighbours merged", "[cli]") {
  CHECK(ports_text({}) == "");
  CHECK(ports_text({"443/tcp", "80/tcp", "53/udp"}) == "80,443/tcp 53/udp");
  CHECK(ports_text({"8000/tcp", "8001/tcp", "8002-8005/tcp"}) == "8000-8005/tcp");
  CHECK(ports_text({"icmp", "80/tcp"}) == "icmp 80/tcp");
}

TEST_CASE("scale counts running units, without those that ended", "[cli]") {
  auto application =
      an_application("a", {a_unit("a/0", "0", "active", ""), a_unit("a/1", "1", "waiting", "", "allocating"),
                           a_unit("a/2", "2", "terminated", "")});
  CHECK(scale_of(application).text() == "1/2");
  application.units.erase(application.units.begin() + 1);
  CHECK(scale_of(application).text() == "1");
}

TEST_CASE("the running event is read from the agent's message", "[cli]") {
  CHECK(running_event("running install hook") == "install");
  CHECK(running_event("running db-relation-joined hook for mysql/0") == "db-relation-joined");
  CHECK(running_event("running action do-thing") == "do-thing");
  CHECK(running_event("running commands").empty());
  CHECK(running_event("").empty());
}

TEST_CASE("a long message is cut between characters", "[cli]") {
  auto report = a_shop();
  std::string message(116, 'x');
  unit_of(report, "web/0").workload_status.message = message + "ééééé";
  std::ostringstream text;
  print_status_tabular(text, shown(report), a_view());
  CHECK(text.str().find(message + "...\n") != std::string::npos);
}

TEST_CASE("selectors keep what they match and what that needs", "[cli]") {
  using Names = std::vector<std::string>;
  const auto [selectors, kept] = GENERATE(table<Names, Names>({
      {{"nothing"}, {}},
      {{"web/9"}, {}},
      {{"web/1"}, {}},
      {{"80/udp"}, {}},
      {{"web"}, {"web", "web/0", "web/10", "log", "log/0"}},
      {{"WEB"}, {"web"}},
      {{"web/10"}, {"web", "web/10"}},
      {{"web/1*"}, {"web", "web/10"}},
      {{"*/0"}, {"web", "web/0", "log", "log/0", "sql", "sql/0", "cache", "cache/0"}},
      {{"log"}, {"web", "web/0", "log", "log/0"}},
      {{"sql", "cache"}, {"sql", "sql/0", "cache", "cache/0"}},
      {{"error"}, {"sql", "sql/0"}},
      {{"waiting"}, {"cache", "cache/0"}},
      {{"allocating"}, {"cache", "cache/0"}},
      {{"1"}, {"sql", "sql/0"}},
      {{"127.7.0.11"}, {"sql", "sql/0"}},
      {{"443/tcp"}, {"web", "web/0"}},
      {{"8003/tcp"}, {"web", "web/0"}},
      {{"web/leader"}, {"web", "web/0", "log", "log/0"}},
      {{"exposed"}, {"web", "web/0", "web/10"}},
      {{"not", "exposed"}, {"web", "web/0", "log", "log/0", "sql", "sql/0", "cache", "cache/0"}},
  }));
  CAPTURE(selectors);
  CHECK(names_kept(selectors) == kept);
}

TEST_CASE("machines and relations stay with what was kept", "[cli]") {
  auto report = a_shop();
  CHECK(filter_status(report, {"sql"}));
  REQUIRE(report.machines.size() == 1);
  CHECK(report.machines[0].name == "1");
  REQUIRE(report.relations.size() == 1);
  CHECK(report.relations[0].key == "web:db sql:db");
  auto other = a_shop();
  CHECK_FALSE(filter_status(other, {"nothing"}));
  CHECK(other.model_name == "shop");
}
