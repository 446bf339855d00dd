#include "cli/formatters/cause_documents.h"

#include "cli/formatters/table.h"
#include "cli/formatters/times.h"
#include "core/text.h"

#include <fmt/format.h>

#include <span>

namespace periapt::cli {
namespace {

std::string named(const std::string& text, const std::string& program) { return replace_all(text, "{program}", program); }

/// Takes the causes of one depth from the front, each with those that explain it.
List nested(std::span<const Cause>& left, std::int64_t depth, const std::string& program) {
  List list;
  while (!left.empty() && left.front().depth == depth) {
    const auto& cause = left.front();
    left = left.subspan(1);
    Record record;
    record.add("kind", cause.kind)
        .add("about", cause.about)
        .add("text", named(cause.text, program))
        .add_if("since", cause.since_ms == 0 ? "" : exact_time_text(cause.since_ms))
        .add_if("remedy", named(cause.remedy, program))
        .add_if("log", list_of(cause.log))
        .add_if("causes", nested(left, depth + 1, program));
    list.push_back(record.value());
  }
  return list;
}

std::string since_words(TimeMs since_ms) { return since_ms == 0 ? "" : " (since " + since_text(since_ms, false) + ")"; }

std::string status_words(const StatusRecord& status) {
  return status.current + (status.message.empty() ? "" : ": " + status.message);
}

} // namespace

Value causes_document(const Explanations& explanations, const std::string& program) {
  Map units;
  for (const auto& unit : explanations.units) {
    std::span<const Cause> left = unit.causes;
    units.emplace_back(unit.unit, Record()
                                      .add("workload-status", unit.workload.current)
                                      .add_if("message", unit.workload.message)
                                      .add("since", exact_time_text(unit.workload.since_ms))
                                      .add("juju-status", unit.agent.current)
                                      .add("causes", nested(left, 0, program))
                                      .value());
  }
  return units;
}

std::string causes_text(const Explanations& explanations, const std::string& program, bool colour) {
  std::string text;
  for (const auto& unit : explanations.units) {
    const auto status = coloured({status_words(unit.workload), colour_of_status(unit.workload.current)}, colour);
    text += fmt::format("{}{} is {}{}\n", text.empty() ? "" : "\n", unit.unit, status, since_words(unit.workload.since_ms));
    if (unit.causes.empty()) text += "  nothing is wrong\n";
    for (const auto& cause : unit.causes) {
      const std::string margin(2 + 2 * static_cast<std::size_t>(cause.depth), ' ');
      text += fmt::format("{}- {}{}\n", margin, named(cause.text, program), since_words(cause.since_ms));
      for (const auto& line : cause.log) text += margin + coloured({"  | " + line, Colour::faint}, colour) + "\n";
      if (!cause.remedy.empty()) text += fmt::format("{}  => {}\n", margin, named(cause.remedy, program));
    }
  }
  return text;
}

} // namespace periapt::cli
