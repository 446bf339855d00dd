#include "sim/named_event_rules.h"

#include <fmt/format.h>

namespace periapt::sim {

void NamedEventRules::see(const Event& event) {
  const Subject subject{event.unit, event.relation, event.remote};
  const bool is_named = event.hook == "named-event";
  switch (event.fact) {
  case Fact::hook_started:
    if (is_named) started(subject, event);
    break;
  case Fact::hook_failed:
  case Fact::hook_refused:
    if (is_named) to_be_retried_[event.unit] = subject;
    break;
  case Fact::hook_succeeded:
    to_be_retried_.erase(event.unit);
    if (is_named) announced_.insert(subject);
    else if (event.hook == "relation-changed") told(subject, event);
    else if (event.hook == "relation-departed") {
      versions_.erase(subject);
      announced_.erase(subject);
    }
    break;
  default: break;
  }
}

void NamedEventRules::started(const Subject& subject, const Event& event) const {
  const auto retried = to_be_retried_.find(event.unit);
  if (retried != to_be_retried_.end() && retried->second == subject) return;
  const auto version = versions_.find(subject);
  if (version == versions_.end() || version->second != event.version)
    breach_("EVENT", describe(event) + " before the relation-changed that shows it");
  if (!event_holds(event.version)) breach_("EVENT", describe(event) + " although it does not hold");
  if (announced_.contains(subject)) breach_("EVENT", describe(event) + " twice in one turn");
}

void NamedEventRules::told(const Subject& subject, const Event& event) {
  if (event.version == unreadable) return;
  versions_[subject] = event.version;
  if (!event_holds(event.version)) announced_.erase(subject);
}

void NamedEventRules::finish(const std::string& unit, std::int64_t relation, const std::string& remote,
                             std::int64_t version) const {
  if (event_holds(version) && !announced_.contains({unit, relation, remote}))
    breach_("EVENT", fmt::format("{} was not told that the event of {} in relation {} holds", unit, remote, relation));
}

} // namespace periapt::sim
