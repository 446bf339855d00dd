#include "interfaces/contract.h"

#include "charm/yaml_reader.h"
#include "core/error.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace periapt::interfaces {
namespace {

using charm::YamlReader;

/// Words that follow an endpoint's, storage's or container's name in a hook's.
constexpr std::array reserved_prefixes{"relation-", "storage-", "pebble-", "secret-"};

bool is_event_name(const std::string& name) {
  const auto is_part = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' && name.back() != '-' &&
         name.find("--") == std::string::npos && std::all_of(name.begin(), name.end(), is_part);
}

template <class Enum>
Enum one_of(const YamlReader& word, const char* choice) {
  Enum value{};
  if (!boost::describe::enum_from_string(word.as_string().c_str(), value))
    word.fail(fmt::format("expected {}, got \"{}\"", choice, word.as_string()));
  return value;
}

/// A typing error in a contract would be a promise that nobody judges.
void refuse_unknown(const YamlReader& map, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : map.as_map())
    if (std::find(known.begin(), known.end(), key) == known.end())
      value.fail(fmt::format("unknown key; known are {}", fmt::join(known, ", ")));
}

BagSchema read_schema(const YamlReader& schema) {
  schema.as_map();
  try {
    return BagSchema(schema.node().value());
  } catch (const Error& error) {
    schema.fail(fmt::format("is no schema of a bag: {}", error.what()));
  }
}

NamedEvent read_event(const std::string& name, const YamlReader& event) {
  if (!is_event_name(name)) event.fail("an event's name has lower case letters, digits and single dashes");
  for (const std::string_view prefix : reserved_prefixes)
    if (name.starts_with(prefix)) event.fail(fmt::format("an event's name cannot begin with \"{}\"", prefix));
  refuse_unknown(event, {"publisher", "bag", "description", "when"});
  const auto bag = event.find("bag");
  const auto description = event.find("description");
  return {.name = name,
          .publisher = {one_of<Role>(event.at("publisher"), "provider, requirer or peer"),
                        bag ? one_of<BagKind>(*bag, "unit or application") : BagKind::unit},
          .description = description ? description->as_string() : ""};
}

std::string listed(const std::vector<std::string>& keys) {
  return fmt::format("\"{}\"", fmt::join(keys, "\", \""));
}

} // namespace

Contract::Contract(std::string_view yaml) {
  const YamlReader root("contract", charm::parse_yaml(yaml));
  refuse_unknown(root, {"interface", "version", "summary", "provider", "requirer", "peer", "events"});
  interface_ = root.at("interface").as_string();
  version_ = root.at("version").as_int();
  if (version_ < 0 || version_ > std::numeric_limits<int>::max()) root.at("version").fail("expected a version from 0");
  if (const auto summary = root.find("summary")) summary_ = summary->as_string();
  for (const auto role : {Role::provider, Role::requirer, Role::peer}) {
    const auto side = root.find(boost::describe::enum_to_string(role, ""));
    if (!side) continue;
    refuse_unknown(*side, {"unit", "application"});
    for (const auto bag : {BagKind::unit, BagKind::application})
      if (const auto schema = side->find(boost::describe::enum_to_string(bag, "")))
        promises_.emplace(Promiser{role, bag}, read_schema(*schema));
  }
  const auto events = root.find("events");
  if (!events) return;
  for (const auto& [name, event] : events->as_map()) {
    events_.push_back(read_event(name, event));
    conditions_.emplace(name, read_schema(event.at("when")));
  }
  std::sort(events_.begin(), events_.end(), [](const auto& left, const auto& right) { return left.name < right.name; });
}

std::optional<Judgement> Contract::judge(Promiser promiser, const Bag& bag) const {
  const auto promise = promises_.find(promiser);
  if (promise == promises_.end()) return std::nullopt;
  if (auto reason = promise->second.breach(bag)) return Judgement{PromiseKeeping::broken, *std::move(reason)};
  if (promise->second.fits(bag)) return Judgement{};
  const auto missing = promise->second.missing(bag);
  return Judgement{PromiseKeeping::not_given, missing.empty() ? "not all of it is there yet" : listed(missing) + " missing"};
}

std::vector<std::string> Contract::true_events(Promiser publisher, const Bag& bag) const {
  std::vector<std::string> names;
  for (const auto& event : events_)
    if (event.publisher == publisher && conditions_.at(event.name).fits(bag)) names.push_back(event.name);
  return names;
}

} // namespace periapt::interfaces
