// An interface contract: what each side of a relation promises to publish, as JSON Schemas of its bags, and the named
// events that its partners are told when a condition on those bags turns true.
//
//   interface: mysql
//   version: 1
//   provider:
//     unit:
//       properties: {port: {type: integer}}
//       required: [host, database]
//   events:
//     database-available:
//       publisher: provider          # whose bag; the other side is told
//       bag: unit                    # or `application`
//       when: {required: [host, database, user, password]}
//
// A bag holds strings: a value is judged as it is if that fits its key's schema, else as the JSON it holds. Keys that a
// contract does not name are nobody's business. Rule: contract/interfaces.md 1; DESIGN section 6. Threads: a contract
// is immutable; any.
#pragma once

#include "charm/json_schema.h"
#include "core/bag.h"
#include "core/endpoint.h"
#include "core/interface_promise.h"

#include <boost/describe/enum.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace periapt::interfaces {

enum class BagKind { unit, application };
BOOST_DESCRIBE_ENUM(BagKind, unit, application)

/// Whose promise: a side's, about one of its two bags.
using Promiser = std::pair<Role, BagKind>;

/// A schema of one bag.
class BagSchema {
public:
  /// Throws Error(invalid).
  explicit BagSchema(const charm::YamlValue& schema);

  /// `"port" must be of type integer` for the first key that is there and does not fit; never with the value, which may
  /// be a password. nullopt: none.
  std::optional<std::string> breach(const Bag& bag) const;
  bool fits(const Bag& bag) const;
  /// Keys it cannot do without and that are missing.
  std::vector<std::string> missing(const Bag& bag) const;

private:
  charm::YamlValue value_of(const std::string& key, const std::string& text) const;

  charm::JsonSchema whole_;
  std::map<std::string, charm::JsonSchema> properties_;
  std::vector<std::string> required_;
};

struct NamedEvent {
  std::string name; // a charm's program for it is called <endpoint>-<name>
  Promiser publisher;
  std::string description;
};

struct Judgement {
  PromiseKeeping state = PromiseKeeping::kept;
  std::string reason; // empty when kept
  bool operator==(const Judgement&) const = default;
};

class Contract {
public:
  /// The text of `schemas/interfaces/<interface>/v<version>.yaml`. Throws Error(invalid) with line and column.
  explicit Contract(std::string_view yaml);

  const std::string& interface() const { return interface_; }
  std::int64_t version() const { return version_; }
  const std::string& summary() const { return summary_; }
  const std::vector<NamedEvent>& events() const { return events_; } // by name

  /// nullopt: this side promises nothing of this bag.
  std::optional<Judgement> judge(Promiser promiser, const Bag& bag) const;
  /// Whose conditions hold, by name.
  std::vector<std::string> true_events(Promiser publisher, const Bag& bag) const;

private:
  std::string interface_;
  std::int64_t version_ = 0;
  std::string summary_;
  std::map<Promiser, BagSchema> promises_;
  std::vector<NamedEvent> events_;
  std::map<std::string, BagSchema> conditions_; // by the event's name
};

} // namespace periapt::interfaces
