#include "store/handler_repository.h"

#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store::handlers {
namespace {

#define OUTCOME_COLUMNS "event, at_ms, tool, mode, result, exit, seconds, kept, changed, not_kept, skipped, reason"
constexpr auto delete_outcome = "DELETE FROM handler_outcome WHERE unit_id = ? AND event = ?";
constexpr auto insert_outcome = "INSERT INTO handler_outcome (unit_id, " OUTCOME_COLUMNS ")"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto select_outcomes = "SELECT " OUTCOME_COLUMNS " FROM handler_outcome WHERE unit_id = ? ORDER BY event";
#undef OUTCOME_COLUMNS
#define PROMISE_COLUMNS "promise, place, state, what, was, want, secret, reason"
constexpr auto insert_promise = "INSERT INTO handler_promise (unit_id, event, position, " PROMISE_COLUMNS ")"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto select_promises =
    "SELECT " PROMISE_COLUMNS " FROM handler_promise WHERE unit_id = ? AND event = ? ORDER BY position";
#undef PROMISE_COLUMNS

std::optional<std::string> text_or_none(const database::Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.text(column));
}

std::vector<PromiseOutcome> promises_of(const ReadTransaction& transaction, UnitId unit, const std::string& event) {
  auto statement = transaction.connection().prepare(select_promises);
  statement.bind_all(unit.value, event);
  std::vector<PromiseOutcome> promises;
  while (statement.step())
    promises.push_back({.id = statement.text(0),
                        .at = statement.text(1),
                        .outcome = enum_of<PromiseState>(statement.text_view(2)),
                        .what = statement.text(3),
                        .was = text_or_none(statement, 4),
                        .want = text_or_none(statement, 5),
                        .secret = statement.boolean(6),
                        .reason = statement.text(7)});
  return promises;
}

HandlerReport report_from(const database::Statement& row, const UnitRow& unit) {
  HandlerReport report{.unit = unit.name, .at_ms = row.int64(1), .outcome = {}};
  auto& outcome = report.outcome;
  outcome.event = row.text(0);
  outcome.tool = row.text(2);
  outcome.mode = row.text(3);
  outcome.result = enum_of<HandlerResult>(row.text_view(4));
  outcome.exit = row.int64(5);
  outcome.seconds = row.real(6);
  outcome.counts = {row.int64(7), row.int64(8), row.int64(9), row.int64(10)};
  outcome.reason = row.text(11);
  return report;
}

} // namespace

void keep(WriteTransaction& transaction, const UnitRow& unit, const HandlerOutcome& outcome, TimeMs now) {
  auto& connection = transaction.connection();
  const auto& counts = outcome.counts;
  connection.execute(delete_outcome, unit.id.value, outcome.event);
  connection.execute(insert_outcome, unit.id.value, outcome.event, now, outcome.tool, outcome.mode,
                     text_of(outcome.result), outcome.exit, outcome.seconds, counts.kept, counts.changed,
                     counts.not_kept, counts.skipped, outcome.reason);
  std::int64_t position = 0;
  for (const auto& promise : outcome.promises)
    connection.execute(insert_promise, unit.id.value, outcome.event, position++, promise.id, promise.at,
                       text_of(promise.outcome), promise.what, promise.was, promise.want, promise.secret,
                       promise.reason);
  transaction.record(unit.model, {EntityKind::unit, unit.id.value, 0}, ChangeOp::noted, unit.machine.value);
}

std::vector<HandlerReport> of_unit(const ReadTransaction& transaction, const UnitRow& unit) {
  auto statement = transaction.connection().prepare(select_outcomes);
  statement.bind_all(unit.id.value);
  std::vector<HandlerReport> reports;
  while (statement.step()) reports.push_back(report_from(statement, unit));
  for (auto& report : reports) report.outcome.promises = promises_of(transaction, unit.id, report.outcome.event);
  return reports;
}

std::vector<HandlerReport> of_model(const ReadTransaction& transaction, ModelId model) {
  std::vector<HandlerReport> reports;
  for (const auto& unit : units::list(transaction, model))
    for (auto& report : of_unit(transaction, unit)) reports.push_back(std::move(report));
  return reports;
}

} // namespace periapt::store::handlers
