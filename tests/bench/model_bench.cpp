// What a large model costs: `model status --format json` of 5,000 units and 10,000 relations, from starting the
// command to its end, with its parts, beside a floor: the same rows read out of the database and written to a file as JSON,
// by one process that knows nothing of models; and how long one change to one relation takes
// to reach its units' streams among 10,000 (rows: "delivery"). Table on stderr, JSON on stdout.
// Usage: model_bench [rounds]. Budgets: DESIGN section 8.
#include "base/heap.h"
#include "base/process.h"
#include "base/program_path.h"
#include "cli/client_files.h"
#include "cli/formatters/status_display.h"
#include "cli/formatters/status_document.h"
#include "core/text_builder.h"
#include "database/connection.h"
#include "delivery/delivery.h"
#include "services/reports.h"
#include "support/running_server.h"
#include "support/stored_model.h"
#include "support/whole_status.h"
#include "wire/codec.h"

#include <fcntl.h>

#include <algorithm>
#include <fstream>
#include <map>

using namespace periapt;
using Stopwatch = std::chrono::steady_clock;

namespace {

constexpr int applications = 500;
constexpr int units_each = 10;
constexpr int relations_each = 20;
constexpr int streams = 10'000;
constexpr int default_rounds = 20;

/// Every application with its units, each on a machine, and related to the next ones.
struct LargeModel {
  explicit LargeModel(store::WriteTransaction& transaction) {
    test::StoredModel model(transaction);
    id = model.model;
    std::vector<store::ApplicationRow> rows;
    for (int i = 0; i < applications; ++i) rows.push_back(model.application("app" + std::to_string(i) + "x"));
    for (const auto& row : rows)
      for (int i = 0; i < units_each; ++i) units.push_back(model.unit(row));
    for (int i = 0; i < applications; ++i)
      for (int j = 1; j <= relations_each; ++j)
        relations.push_back(model.relation(rows[i], rows[(i + j) % applications]));
    model.enter(relations[0], units[0]);
    model.enter(relations[0], units[units_each]);
  }

  ModelId id;
  std::vector<store::UnitRow> units;
  std::vector<store::RelationRow> relations;
};

std::map<std::string, std::vector<double>> times_ms;

template <class Function>
auto timed(const std::string& name, Function function) {
  const auto start = Stopwatch::now();
  auto result = function();
  times_ms[name].push_back(std::chrono::duration<double, std::milli>(Stopwatch::now() - start).count());
  return result;
}

/// What a client knows after `model bootstrap`.
std::filesystem::path client_of(const test::RunningServer& server, const std::string& model_uuid) {
  cli::ClientFiles files(server.folder() / "client");
  std::filesystem::create_directory(files.folder());
  files.save_controller({.name = "bench", .uuid = "uuid", .api_endpoints = {"unix:" + server.socket().string()}});
  files.save_account("bench", {.user = "admin"});
  files.set_current_controller("bench");
  files.save_model("bench", {"admin/shop", model_uuid});
  files.set_current_model("bench", "admin/shop");
  return files.folder();
}

/// The rows that the status is made of, as they are.
std::string plain_dump(const std::filesystem::path& file) {
  auto database = database::Connection::open(file, {.mode = database::OpenMode::read_only});
  TextBuilder text;
  for (const auto* table : {"machine", "application", "unit", "relation", "relation_end"}) {
    auto row = database.prepare(fmt::format("SELECT * FROM {}", table));
    while (row.step()) {
      for (int column = 0; column < row.column_count(); ++column) {
        text.add(column == 0 ? '[' : ',');
        if (!text.add_json_string(row.text_view(column))) throw std::runtime_error("a row is not UTF-8");
      }
      text.add("]\n");
    }
  }
  return text.take();
}

void measure_status(test::RunningServer& server, const LargeModel& model, int rounds) {
  const SystemClock clock;
  const services::Presence presence(clock.boot_ms());
  const auto out = server.folder() / "status.json";
  const UniqueFd file(::open(out.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
  const auto uuid = server.store().read([&](const auto& tx) { return store::models::get(tx, model.id).uuid; });
  const ProcessSpec command{.program = find_program("model"),
                            .argv = {"model", "status", "--format", "json"},
                            .environment = {"MODEL_DATA=" + client_of(server, uuid).string(), "HOME=/"},
                            .cwd = {},
                            .fds = {{1, file.get()}, {2, 2}}};
  for (int i = 0; i < rounds; ++i) {
    const auto report = timed("status: report", [&] {
      return server.store().read([&](const store::ReadTransaction& transaction) {
        return test::whole_status(transaction, model.id, presence, clock.boot_ms(), {"local", "default"});
      });
    });
    const auto text = timed("status: encoding", [&] { return wire::encode(report); });
    auto known = timed("status: decoding", [&] { return wire::decode<StatusReport>(text); });
    timed("status: rendering", [&] {
      cli::derive_application_statuses(known);
      cli::present_units(known);
      return cli::status_json(known, {.controller = "bench"});
    });
    timed("status: floor", [&] {
      std::ofstream(server.folder() / "dump.json") << plain_dump(server.folder() / "model.db");
      return 0;
    });
    const auto status = timed("status: whole", [&] { return spawn(command).wait(); });
    if (!status.success()) throw std::runtime_error("model status failed");
  }
}

void measure_delivery(store::Store& store, const LargeModel& model, int rounds) {
  delivery::Delivery delivery(store);
  const auto now = store.read([](const store::ReadTransaction& transaction) { return transaction.revision(); });
  int told = 0;
  std::map<delivery::SubscriptionId, bool> asking;
  for (int i = 0; i < streams; ++i) {
    const auto& unit = model.units[static_cast<std::size_t>(i) % model.units.size()];
    asking[delivery.subscribe_machine(unit.machine, now)] = false;
  }
  for (int i = 0; i < rounds * 5; ++i) {
    for (auto& [id, asks] : asking) {
      if (std::exchange(asks, true)) continue;
      delivery.next_update(id, [&told, &asks = asks](const AgentUpdate&) {
        ++told;
        asks = false;
      });
    }
    store.write([&](store::WriteTransaction& transaction) {
      store::relations::change_unit_settings(transaction, model.relations[0], model.units[0].id, {{"n", std::to_string(i)}});
    });
    timed("delivery: one change", [&] {
      delivery.pump();
      return 0;
    });
  }
  if (told == 0) throw std::runtime_error("nobody was told");
}

struct Budget {
  const char* name;
  double ms;
};
constexpr Budget budgets[] = {{"status: whole", 100}, {"delivery: one change", 10}};

void tell() {
  fmt::print(stderr, "{:<26}{:>10}{:>10}{:>10}\n", "large model", "min ms", "p50 ms", "budget");
  std::string json;
  for (auto& [name, times] : times_ms) {
    std::sort(times.begin(), times.end());
    const double p50 = times[times.size() / 2];
    const auto* budget = std::find_if(std::begin(budgets), std::end(budgets), [&](const auto& one) { return name == one.name; });
    const bool has_budget = budget != std::end(budgets);
    fmt::print(stderr, "{:<26}{:>10.2f}{:>10.2f}{:>10}\n", name, times.front(), p50,
               has_budget ? fmt::format("{:.0f} {}", budget->ms, p50 <= budget->ms ? "met" : "MISSED") : "");
    json += fmt::format("{}\"{}\":{{\"min-ms\":{:.2f},\"p50-ms\":{:.2f}{}}}", json.empty() ? "" : ",", name, times.front(), p50,
                        has_budget ? fmt::format(",\"budget-ms\":{:.0f},\"met\":{}", budget->ms, p50 <= budget->ms) : "");
  }
  const auto median = [](const std::vector<double>& times) { return times[times.size() / 2]; };
  const auto to_floor = median(times_ms["status: whole"]) / median(times_ms["status: floor"]);
  fmt::print(stderr, "status: {:.2f} x floor\n", to_floor);
  fmt::print("{{\"benchmark\":\"a large model\",\"units\":{},\"relations\":{},\"streams\":{},\"status-to-floor\":{:.2f},"
             "\"times\":{{{}}}}}\n",
             applications * units_each, applications * relations_each, streams, to_floor, json);
}

} // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : default_rounds;
  keep_freed_memory(); // as modeld does
  test::RunningServer server;
  std::optional<LargeModel> model;
  server.store().write([&](store::WriteTransaction& transaction) { model.emplace(transaction); });
  measure_status(server, *model, rounds);
  measure_delivery(server.store(), *model, rounds);
  tell();
}
