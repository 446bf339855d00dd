#include "cli/formatters/handler_documents.h"

#include "cli/formatters/table.h"
#include "cli/formatters/times.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {
namespace {

template <class Enum>
std::string dashed_word(Enum value) {
  auto word = word_of(value);
  std::replace(word.begin(), word.end(), '_', '-');
  return word;
}

Value promise_document(const PromiseOutcome& promise) {
  Record record;
  record.add("id", promise.id).add_if("at", promise.at).add("outcome", dashed_word(promise.outcome));
  record.add_if("what", promise.what);
  if (promise.was) record.add("was", *promise.was);
  if (promise.want) record.add("want", *promise.want);
  return record.add_if("secret", promise.secret).add_if("reason", promise.reason).value();
}

Value outcome_document(const HandlerOutcome& outcome, const std::string& since) {
  const auto& counts = outcome.counts;
  List promises;
  for (const auto& promise : outcome.promises) promises.push_back(promise_document(promise));
  return Record()
      .add("tool", outcome.tool)
      .add("result", dashed_word(outcome.result))
      .add("exit", outcome.exit)
      .add("seconds", outcome.seconds)
      .add_if("since", since)
      .add("counts", Map{{"kept", counts.kept},
                         {"changed", counts.changed},
                         {"not-kept", counts.not_kept},
                         {"skipped", counts.skipped}})
      .add_if("promises", std::move(promises))
      .add_if("reason", outcome.reason)
      .value();
}

/// Nothing for what is kept.
std::string_view preview_mark(PromiseState state) {
  switch (state) {
  case PromiseState::not_kept: return "!";
  case PromiseState::skipped: return "-";
  case PromiseState::kept: return "";
  default: return "~";
  }
}

/// A change of one line, not more: the rest is in json and yaml.
std::string change_text(const PromiseOutcome& promise) {
  if (promise.secret) return " (secret)";
  if (!promise.was || !promise.want) return "";
  const auto text = fmt::format(": {} -> {}", *promise.was, *promise.want);
  return text.find('\n') == std::string::npos && text.size() <= 160 ? text : "";
}

std::string preview_line(const PromiseOutcome& promise) {
  const auto mark = preview_mark(promise.outcome);
  if (mark.empty()) return "";
  auto line = fmt::format("{} {}", mark, promise.id);
  if (!promise.what.empty()) line += " " + promise.what;
  line += change_text(promise);
  if (!promise.reason.empty()) line += fmt::format(" ({})", promise.reason);
  return line + "\n";
}

Colour colour_of(HandlerResult result) {
  switch (result) {
  case HandlerResult::failed: return Colour::bad;
  case HandlerResult::repaired:
  case HandlerResult::would_change: return Colour::busy;
  default: return Colour::good;
  }
}

} // namespace

Value handlers_document(const std::vector<HandlerReport>& reports) {
  Map map;
  for (const auto& report : reports) map.emplace_back(report.outcome.event, outcome_document(report.outcome, exact_time_text(report.at_ms)));
  return map;
}

Value promises_document(const std::vector<HandlerReport>& reports) {
  Map units;
  for (std::size_t begin = 0, end = 0; begin < reports.size(); begin = end) {
    while (end < reports.size() && reports[end].unit == reports[begin].unit) ++end;
    units.emplace_back(reports[begin].unit, handlers_document({reports.begin() + static_cast<std::ptrdiff_t>(begin),
                                                               reports.begin() + static_cast<std::ptrdiff_t>(end)}));
  }
  return units;
}

std::string promises_table(const std::vector<HandlerReport>& reports, bool colour) {
  Table table({"Unit", "Event", "Tool", "Result", ">Kept", ">Changed", ">Not kept", ">Skipped", "Since", "Reason"});
  for (const auto& report : reports) {
    const auto& outcome = report.outcome;
    const auto& counts = outcome.counts;
    table.add({report.unit, outcome.event, outcome.tool, Cell(dashed_word(outcome.result), colour_of(outcome.result)),
               std::to_string(counts.kept), std::to_string(counts.changed), std::to_string(counts.not_kept),
               std::to_string(counts.skipped), since_text(report.at_ms, false), outcome.reason});
  }
  std::ostringstream text;
  table.print(text, colour);
  return text.str();
}

std::string preview_text(const HandlerOutcome& outcome) {
  std::string text;
  for (const auto& promise : outcome.promises) text += preview_line(promise);
  text += fmt::format("{} ({}): {}, {} kept, {} skipped\n", outcome.event, outcome.tool, dashed_word(outcome.result),
                      outcome.counts.kept, outcome.counts.skipped);
  return text;
}

Value preview_document(const HandlerOutcome& outcome) { return outcome_document(outcome, ""); }

} // namespace periapt::cli
