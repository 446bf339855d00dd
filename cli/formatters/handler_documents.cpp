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

Value outcome_document(const HandlerReport& report) {
  const auto& outcome = report.outcome;
  const auto& counts = outcome.counts;
  List promises;
  for (const auto& promise : outcome.promises) promises.push_back(promise_document(promise));
  return Record()
      .add("tool", outcome.tool)
      .add("result", dashed_word(outcome.result))
      .add("exit", outcome.exit)
      .add("seconds", outcome.seconds)
      .add("since", exact_time_text(report.at_ms))
      .add("counts", Map{{"kept", counts.kept},
                         {"changed", counts.changed},
                         {"not-kept", counts.not_kept},
                         {"skipped", counts.skipped}})
      .add_if("promises", std::move(promises))
      .add_if("reason", outcome.reason)
      .value();
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
  for (const auto& report : reports) map.emplace_back(report.outcome.event, outcome_document(report));
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

} // namespace periapt::cli
