#include "cli/formatters/relation_documents.h"

#include "cli/formatters/table.h"
#include "cli/formatters/times.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace periapt::cli {
namespace {

const std::string& owner_of(const BagReport& bag) { return bag.unit.empty() ? bag.application : bag.unit; }
const std::string& owner_of(const BagWriteReport& write) { return write.unit.empty() ? write.application : write.unit; }

std::string writer_of(const BagWriteReport& write) { return write.writer.empty() ? "the controller" : write.writer; }

/// The newest write of the key; nullptr: forgotten, or from before writes were noted.
const BagWriteReport* last_write(const RelationDetails& details, const BagReport& bag, const std::string& key) {
  const auto wrote = [&](const BagWriteReport& write) {
    return write.application == bag.application && write.unit == bag.unit &&
           std::find(write.set.begin(), write.set.end(), key) != write.set.end();
  };
  const auto found = std::find_if(details.writes.rbegin(), details.writes.rend(), wrote);
  return found == details.writes.rend() ? nullptr : &*found;
}

Value key_document(const RelationDetails& details, const BagReport& bag, const std::string& key, const std::string& value) {
  Record record;
  record.add("value", value);
  if (const auto* write = last_write(details, bag, key))
    record.add("writer", writer_of(*write))
        .add_if("hook", write->program)
        .add("revision", write->revision)
        .add("since", exact_time_text(write->at_ms));
  return record.value();
}

Value bag_document(const RelationDetails& details, const BagReport& bag) {
  Map data;
  for (const auto& [key, value] : bag.data) data.emplace_back(key, key_document(details, bag, key, value));
  Record record;
  if (!bag.unit.empty()) record.add("in-scope", bag.in_scope);
  return record.add("revision", bag.version).add("data", std::move(data)).value();
}

std::string interface_of(const RelationDetails& details) { return details.relation.ends.front().interface; }

std::string state_of(const RelationDetails& details) {
  if (details.suspended) return "suspended";
  return details.relation.life == Life::alive ? details.relation.status : word_of(details.relation.life);
}

/// Lines of their own begin below the first.
std::string indented(const std::string& value, std::size_t columns) {
  std::string text;
  for (const char c : value) {
    text += c;
    if (c == '\n') text.append(columns, ' ');
  }
  return text;
}

} // namespace

Value relation_document(const RelationDetails& details) {
  List endpoints;
  for (const auto& end : details.relation.ends)
    endpoints.push_back(Record()
                            .add("application", end.application)
                            .add("endpoint", end.endpoint)
                            .add("role", word_of(end.role))
                            .add("scope", word_of(end.scope))
                            .value());
  Map bags;
  for (const auto& bag : details.bags) bags.emplace_back(owner_of(bag), bag_document(details, bag));
  return Record()
      .add("relation-id", details.relation.number)
      .add("relation", details.relation.key)
      .add("interface", interface_of(details))
      .add_if("contract-version", details.contract_version.value_or(0))
      .add("status", state_of(details))
      .add("since", exact_time_text(details.status_since_ms))
      .add("endpoints", std::move(endpoints))
      .add("bags", std::move(bags))
      .value();
}

std::string relation_text(const RelationDetails& details, bool colour) {
  std::ostringstream text;
  text << fmt::format("Relation {}: {}\n", details.relation.number, details.relation.key);
  text << fmt::format("Interface {}{}, {} since {}\n", interface_of(details),
                      details.contract_version ? fmt::format(" version {}", *details.contract_version) : "",
                      state_of(details), since_text(details.status_since_ms, false));
  for (const auto& bag : details.bags) {
    text << "\n" << owner_of(bag);
    if (bag.unit.empty()) text << " (application)";
    if (!bag.in_scope) text << " (left)";
    text << "\n";
    if (bag.data.empty()) text << "  nothing published\n";
    if (bag.data.empty()) continue;
    Table table({"  Key", "Value", "Writer", "Hook"});
    for (const auto& [key, value] : bag.data) {
      const auto* write = last_write(details, bag, key);
      table.add({"  " + key, indented(value, 2), write ? Cell(writer_of(*write), Colour::faint) : Cell(""),
                 write ? Cell(write->program, Colour::faint) : Cell("")});
    }
    table.print(text, colour);
  }
  return text.str();
}

Value relation_writes_document(const RelationDetails& details) {
  List list;
  for (const auto& write : details.writes)
    list.push_back(Record()
                       .add("revision", write.revision)
                       .add("time", exact_time_text(write.at_ms))
                       .add("bag", owner_of(write))
                       .add("writer", writer_of(write))
                       .add_if("hook", write.program)
                       .add_if("set", list_of(write.set))
                       .add_if("removed", list_of(write.removed))
                       .value());
  return list;
}

std::string relation_writes_table(const RelationDetails& details, bool colour, bool iso_time) {
  Table table({">Revision", "Time", "Bag", "Writer", "Hook", "Keys"});
  for (const auto& write : details.writes) {
    auto keys = write.set;
    for (const auto& key : write.removed) keys.push_back("-" + key);
    table.add({std::to_string(write.revision), since_text(write.at_ms, iso_time), owner_of(write), writer_of(write),
               write.program, fmt::format("{}", fmt::join(keys, ", "))});
  }
  std::ostringstream text;
  table.print(text, colour);
  return text.str();
}

} // namespace periapt::cli
