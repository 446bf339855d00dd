#include "cli/formatters/task_text.h"

#include "charm/yaml_writer.h"
#include "cli/formatters/record.h"
#include "cli/formatters/table.h"
#include "cli/formatters/task_documents.h"
#include "cli/formatters/times.h"
#include "core/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace periapt::cli {

namespace {

constexpr std::size_t most_task_ids = 5; // in a line of the list of operations

/// A task's results apart: what it printed, and the rest as YAML.
struct Pieces {
  bool has_results = false;
  std::string out;
  std::string err;
  std::string rest;
};

Pieces pieces_of(const wire::TaskInfo& task) {
  Pieces pieces;
  const auto results = results_of(task, {});
  const auto* map = std::get_if<Map>(&results.data);
  if (!map) return pieces;
  pieces.has_results = true;
  static constexpr std::array apart{"return-code", "stdout", "stderr", "stdout-encoding", "stderr-encoding"};
  Map rest;
  for (const auto& [key, value] : *map) {
    if (const auto* text = std::get_if<std::string>(&value.data); text && key == "stdout") pieces.out = *text;
    else if (text && key == "stderr") pieces.err = *text;
    if (std::find(apart.begin(), apart.end(), key) == apart.end()) rest.emplace_back(key, value);
  }
  if (!rest.empty()) pieces.rest = charm::write_yaml(rest);
  return pieces;
}

std::string output_of(const wire::TaskInfo& task, const Pieces& pieces) {
  return pieces.has_results ? pieces.rest : fmt::format("Task {} {}", task.id, word_of(task.status));
}

std::string without_outer_newlines(const std::string& text) {
  const auto first = text.find_first_not_of('\n');
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of('\n') - first + 1);
}

std::string printed(const Pieces& pieces) {
  std::string text;
  for (const auto& stream : {pieces.out, pieces.err})
    if (!stream.empty()) text += without_outer_newlines(stream) + "\n";
  return text;
}

std::string one_task_text(const wire::TaskInfo& task) {
  const auto pieces = pieces_of(task);
  std::string text;
  const bool failed = task.status == TaskStatus::failed, error = task.status == TaskStatus::error;
  if (failed || error) text = fmt::format("Action id {} failed: {}\n", task.id, task.message);
  if (!error) text += output_of(task, pieces) + "\n";
  return text + printed(pieces);
}

std::string with_newline(const std::string& text) { return text.empty() || text.ends_with('\n') ? text : text + "\n"; }

std::vector<wire::TaskInfo> in_natural_order(std::vector<wire::TaskInfo> tasks) {
  std::sort(tasks.begin(), tasks.end(),
            [](const auto& left, const auto& right) { return natural_less(receiver_of(left), receiver_of(right)); });
  return tasks;
}

std::string task_ids(const wire::OperationInfo& operation) {
  std::string ids;
  for (std::size_t i = 0; i < std::min(most_task_ids, operation.tasks.size()); ++i)
    ids += (i > 0 ? "," : "") + operation.tasks[i].id;
  return operation.tasks.size() > most_task_ids ? ids + "..." : ids;
}

} // namespace

std::string action_text(const std::vector<wire::TaskInfo>& tasks) {
  if (tasks.size() == 1) return one_task_text(tasks.front());
  Map map;
  std::string last_printed;
  for (const auto& task : in_natural_order(tasks)) {
    const auto pieces = pieces_of(task);
    map.emplace_back(receiver_of(task), Record()
                                            .add("id", task.id)
                                            .add_if("message", task.message)
                                            .add("output", output_of(task, pieces))
                                            .add("status", word_of(task.status))
                                            .value());
    if (auto text = printed(pieces); !text.empty()) last_printed = std::move(text);
  }
  return charm::write_yaml(map) + last_printed;
}

std::string commands_text(const std::vector<wire::TaskInfo>& tasks) {
  std::string text;
  for (const auto& task : in_natural_order(tasks)) {
    const auto pieces = pieces_of(task);
    const auto output = with_newline(pieces.out) + with_newline(pieces.err);
    text += tasks.size() == 1 ? output : fmt::format("{}:\n{}\n", receiver_of(task), output);
  }
  return text;
}

void print_operations(std::ostream& out, const std::vector<wire::OperationInfo>& operations, bool utc) {
  Table table({">ID", "Status", "Started", "Finished", "Task IDs", "Summary"});
  for (const auto& operation : operations)
    table.add({operation.id, word_of(operation.status), iso_time_text(operation.started_ms, utc),
               iso_time_text(operation.completed_ms, utc), task_ids(operation), operation.summary});
  table.print(out, false);
}

void print_actions(std::ostream& out, const wire::ActionList& list) {
  Table table({"Action", "Description"});
  for (const auto& action : list.actions) {
    std::istringstream lines(without_outer_newlines(description_of(action)));
    std::string name = action.name;
    for (std::string line; std::getline(lines, line); name.clear()) table.add({name, line});
  }
  table.print(out, false);
}

} // namespace periapt::cli
