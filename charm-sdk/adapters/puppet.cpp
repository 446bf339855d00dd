// Puppet, by `puppet apply`. The model arrives twice: as class parameters through Hiera, where `%{` has a meaning and
// is escaped, and without secrets as the fact `periapt`, where it has none. Rule: contract/wrappers.md, section 5.2.
#include "adapters/json.h"
#include "adapters/tool_table.h"
#include "base/file.h"
#include "charm/yaml_reader.h"
#include "core/text.h"

#include <algorithm>

namespace periapt::adapters {
namespace {

namespace fs = std::filesystem;

constexpr charm::YamlLimits report_limits{.bytes = 64 << 20, .depth = 64, .nodes = 5'000'000};

/// Hiera looks up what is between %{ and }.
std::string escaped(const std::string& text) { return replace_all(text, "%{", "%{literal('%')}{"); }

YamlValue escaped(const YamlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return escaped(*text);
  if (const auto* list = std::get_if<YamlList>(&value.data)) {
    YamlList items;
    for (const auto& item : *list) items.push_back(escaped(item));
    return items;
  }
  const auto* map = std::get_if<YamlMap>(&value.data);
  if (!map) return value;
  YamlMap items;
  for (const auto& [key, item] : *map) items.emplace_back(escaped(key), escaped(item));
  return items;
}

/// Later values replace earlier ones of the same name.
void set(YamlMap& map, const std::string& key, YamlValue value) {
  charm::insert_at(map, std::span(&key, 1), std::move(value));
}

std::string parameter_name(std::string text) {
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

YamlMap class_parameters(const Task& task) {
  const YamlValue model(task.model);
  const auto& name = task.handler.program;
  const auto module = name.substr(0, name.find("::"));
  YamlMap data;
  for (const auto& [key, value] : map_at(model, "config")) {
    set(data, module + "::" + parameter_name(key), escaped(value));
    set(data, name + "::" + parameter_name(key), escaped(value));
  }
  const auto event = value_at(model, "event");
  const auto id = text_at(event, "relation-id");
  YamlValue units = YamlList{};
  for (const auto& relation : list_at(value_at(model, "relations"), text_at(event, "relation")))
    if (text_at(relation, "id") == id) units = value_at(relation, "units");
  set(data, name + "::remote", escaped(value_at(model, "remote")));
  set(data, name + "::relations", escaped(value_at(model, "relations")));
  set(data, name + "::relation_id", id);
  set(data, name + "::units", escaped(units));
  set(data, name + "::secrets", escaped(value_at(model, "secrets")));
  set(data, "lookup_options", YamlMap{{name + "::secrets", YamlMap{{"convert_to", "Sensitive"}}}});
  return data;
}

std::string hiera_yaml(const Task& task) {
  // JSON is YAML: nothing in a path has a meaning of its own
  YamlList levels{YamlMap{{"name", "model"}, {"data_hash", "json_data"}, {"path", (task.run / "data/model.json").string()}}};
  if (const auto own = task.charm / "data"; fs::is_directory(own))
    levels.push_back(YamlMap{{"name", "charm"}, {"data_hash", "yaml_data"}, {"glob", (own / "*.yaml").string()}});
  return charm::write_json(YamlMap{{"version", 5}, {"hierarchy", std::move(levels)}});
}

void write_facts(const Task& task) {
  auto facts = without(task.model, "secrets");
  facts.emplace_back("run", task.run.string());
  make_folders(task.run / "facts.d", 0700);
  write_private(task.run / "facts.d/periapt.json", charm::write_json(YamlMap{{"periapt", std::move(facts)}}));
}

class Puppet final : public Adapter {
public:
  Needs needs() const override {
    return {.programs = {"puppet"}, .package = "puppet-agent", .folders = {"/opt/puppetlabs/bin"}};
  }

  std::vector<Invocation> prepare(const Task& task, const fs::path& tool) override {
    charm_ = task.charm.string() + "/";
    const bool manifest = task.handler.program.ends_with(".pp");
    write_facts(task);
    make_folders(task.run / "data", 0700);
    write_private(task.run / "data/model.json", charm::write_json(manifest ? YamlMap{} : class_parameters(task)));
    write_private(task.run / "hiera.yaml", hiera_yaml(task));
    fs::remove(report_of(task)); // none afterwards: the catalogue did not compile
    std::vector<std::string> arguments{"apply", "--detailed-exitcodes", "--color", "false", "--show_diff"};
    const auto folder = [&](const char* option, const fs::path& path) {
      arguments.emplace_back(option);
      arguments.push_back(path.string());
    };
    for (const auto& [option, name] : {std::pair("--confdir", "conf"), {"--vardir", "var"}, {"--codedir", "code"},
                                       {"--rundir", "run"}, {"--logdir", "log"}, {"--ssldir", "ssl"}, {"--publicdir", "pub"}}) {
      make_folders(task.state / name, 0700); // --noop makes none, and fails where one is missing
      folder(option, task.state / name);
    }
    make_folders(task.state / "var/state", 0700);
    folder("--modulepath", task.charm / "modules");
    folder("--hiera_config", task.run / "hiera.yaml");
    folder("--pluginfactdest", task.run / "facts.d");
    if (task.preview) arguments.emplace_back("--noop");
    if (manifest) arguments.push_back(task.program_file().string());
    else arguments.insert(arguments.end(), {"-e", "include " + task.handler.program});
    return {{tool, std::move(arguments)}};
  }

  /// Facter complains of what a confined container may not read; that is no fault of the run.
  bool takes_line(Stream, std::string_view line) override {
    if (line.find("Facter: ") != std::string_view::npos) return false;
    constexpr std::string_view error = "Error: ";
    if (line.starts_with(error)) last_error_ = line.substr(error.size());
    return true;
  }

  HandlerOutcome read(const Task& task, const ExitStatus& exit, bool) override {
    HandlerOutcome outcome{.tool = "puppet"};
    const auto report = read_file_if_exists(report_of(task));
    const bool ran = report && !exit.signal && (exit.code == 0 || exit.code == 2 || exit.code == 4 || exit.code == 6);
    if (report) read_report(task, charm::parse_yaml(*report, report_limits).value(), outcome);
    if (ran && exit.code < 4 && outcome.counts.not_kept == 0) return outcome;
    outcome.result = HandlerResult::failed;
    if (outcome.reason.empty()) outcome.reason = last_error_.empty() ? describe(exit) : replace_all(last_error_, charm_, "");
    return outcome;
  }

private:
  static fs::path report_of(const Task& task) { return task.state / "var/state/last_run_report.yaml"; }

  void read_report(const Task& task, const YamlValue& report, HandlerOutcome& outcome) const {
    outcome.tool = "puppet " + text_at(report, "puppet_version");
    for (const auto& [name, status] : map_at(report, "resource_statuses")) {
      if (text_at(status, "file").empty()) continue; // one of Puppet's own
      auto promise = promise_of(name, status);
      forgive_run_files(task, name, promise);
      add_promise(outcome, std::move(promise));
    }
  }

  PromiseOutcome promise_of(const std::string& name, const YamlValue& status) const {
    PromiseOutcome promise{.id = name};
    promise.at = fmt::format("{}:{}", replace_all(text_at(status, "file"), charm_, ""), number_at(status, "line"));
    const auto events = list_at(status, "events");
    if (flag_at(status, "failed") || flag_at(status, "failed_to_restart")) promise.outcome = PromiseState::not_kept;
    else if (flag_at(status, "skipped")) promise.outcome = PromiseState::skipped;
    else if (flag_at(status, "changed")) promise.outcome = PromiseState::changed;
    for (const auto& event : events) {
      const auto word = text_at(event, "status");
      if (word == "noop") promise.outcome = PromiseState::would_change;
      if (word != "failure" && !promise.what.empty()) continue;
      promise.what = text_at(event, "property");
      promise.secret = flag_at(event, "redacted");
      if (!promise.secret) {
        promise.was = scalar_text(value_at(event, "previous_value"));
        promise.want = scalar_text(value_at(event, "desired_value"));
      }
      if (word == "failure") promise.reason = text_at(event, "message");
    }
    return promise;
  }

  std::string charm_; // with a slash: left out of places
  std::string last_error_;
};

} // namespace

std::unique_ptr<Adapter> make_puppet() { return std::make_unique<Puppet>(); }

} // namespace periapt::adapters
