#include "cli/formatters/contract_documents.h"

#include "cli/formatters/table.h"
#include "cli/formatters/times.h"

#include <fmt/format.h>

#include <sstream>

namespace periapt::cli {
namespace {

constexpr const char* own_source = "built in";

std::string printed(const Table& table, bool colour) {
  std::ostringstream text;
  table.print(text, colour);
  return text.str();
}

List texts(const std::vector<std::string>& words) { return {words.begin(), words.end()}; }

std::string keeping_word(PromiseKeeping keeping) {
  return keeping == PromiseKeeping::not_given ? "not yet given" : word_of(keeping);
}

Colour colour_of(PromiseKeeping keeping) {
  switch (keeping) {
  case PromiseKeeping::broken: return Colour::bad;
  case PromiseKeeping::not_given: return Colour::busy;
  default: return Colour::good;
  }
}

std::string source_of(const KnownContract& contract) { return contract.source.empty() ? own_source : contract.source; }

} // namespace

Value interfaces_document(const std::vector<KnownContract>& contracts) {
  List list;
  for (const auto& contract : contracts)
    list.push_back(Record()
                       .add("interface", contract.interface)
                       .add("version", contract.version)
                       .add_if("summary", contract.summary)
                       .add("source", source_of(contract))
                       .add_if("events", texts(contract.events))
                       .add_if("relations", texts(contract.relations))
                       .value());
  return list;
}

std::string interfaces_table(const std::vector<KnownContract>& contracts, bool colour) {
  Table table({"Interface", ">Version", "Source", ">Relations", "Events"});
  for (const auto& contract : contracts)
    table.add({contract.interface, std::to_string(contract.version), source_of(contract),
               std::to_string(contract.relations.size()), fmt::format("{}", fmt::join(contract.events, ", "))});
  return printed(table, colour);
}

Value events_document(const std::vector<EventReport>& events) {
  List list;
  for (const auto& event : events)
    list.push_back(Record()
                       .add("application", event.application)
                       .add("event", event.event)
                       .add("relation-id", event.number)
                       .add("relation", event.relation)
                       .add("publisher", event.publisher)
                       .add("holds", event.holds)
                       .add("handled", event.handled)
                       .add_if("description", event.description)
                       .value());
  return list;
}

std::string events_table(const std::vector<EventReport>& events, bool colour) {
  Table table({"Application", "Event", "Publisher", "Holds", "Handled", "Relation"});
  for (const auto& event : events)
    table.add({event.application, event.event, event.publisher,
               event.holds ? Cell("yes", Colour::good) : Cell("no", Colour::faint), event.handled ? "yes" : "no",
               event.relation});
  return printed(table, colour);
}

Value relation_promises_document(const std::vector<InterfacePromise>& promises) {
  List list;
  for (const auto& promise : promises)
    list.push_back(Record()
                       .add("promiser", promise.promiser)
                       .add("application", promise.application)
                       .add("endpoint", promise.endpoint)
                       .add("relation-id", promise.number)
                       .add("relation", promise.relation)
                       .add("interface", promise.interface)
                       .add("version", promise.version)
                       .add("state", keeping_word(promise.keeping))
                       .add("since", exact_time_text(promise.since_ms))
                       .add_if("reason", promise.reason)
                       .value());
  return list;
}

std::string relation_promises_table(const std::vector<InterfacePromise>& promises, bool colour) {
  Table table({"Promiser", "Interface", "State", "Since", "Relation", "Reason"});
  for (const auto& promise : promises)
    table.add({promise.promiser, fmt::format("{} v{}", promise.interface, promise.version),
               Cell(keeping_word(promise.keeping), colour_of(promise.keeping)), since_text(promise.since_ms, false),
               promise.relation, promise.reason});
  return printed(table, colour);
}

} // namespace periapt::cli
