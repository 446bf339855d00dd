// The rules of named events, read off a history: told once per turn, after the relation-changed that shows it.
// Where they are played, one event holds of a bag whenever the bag's version is even. Rule: DESIGN section 6.
#pragma once

#include "sim/history.h"

#include <functional>
#include <optional>
#include <tuple>

namespace periapt::sim {

inline bool event_holds(std::int64_t version) { return version > 0 && version % 2 == 0; }

class NamedEventRules {
public:
  using Breach = std::function<void(const char* rule, std::string what)>;
  explicit NamedEventRules(Breach breach) : breach_(std::move(breach)) {}

  void see(const Event& event);
  void finish(const std::string& unit, std::int64_t relation, const std::string& remote, std::int64_t version) const;

private:
  using Subject = std::tuple<std::string, std::int64_t, std::string>; // unit, relation, remote

  void started(const Subject& subject, const Event& event) const;
  void told(const Subject& subject, const Event& event);

  Breach breach_;
  std::map<Subject, std::int64_t> versions_;   // of the last relation-changed that succeeded
  std::set<Subject> announced_;                // told, and held since
  std::map<std::string, Subject> to_be_retried_; // by unit: what failed is run again whatever holds by then
};

} // namespace periapt::sim
