#include "cli/formatters/status_document.h"

#include "cli/formatters/storage_document.h"
#include "cli/formatters/times.h"

#include <algorithm>
#include <future>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>

namespace periapt::cli {

namespace {

/// life is told only once it is ending
std::string ending_of(Life life) { return life == Life::alive ? "" : word_of(life); }

/// A relation as one of its applications sees it.
struct OwnRelation {
  const RelationEndReport* own;
  const RelationEndReport* other; // of a peer relation the own end again
  Scope scope;
};

std::unordered_map<std::string_view, std::vector<OwnRelation>> relations_by_application(const StatusReport& report) {
  std::unordered_map<std::string_view, std::vector<OwnRelation>> found;
  for (const auto& relation : report.relations)
    for (std::size_t i = 0; i < relation.ends.size(); ++i)
      found[relation.ends[i].application].push_back(
          {&relation.ends[i], &relation.ends[relation.ends.size() - 1 - i], relation.ends[0].scope});
  return found;
}

/// Bytewise, as JSON has its keys.
template <class Named>
std::vector<const Named*> by_name(const std::vector<Named>& all) {
  std::vector<const Named*> sorted;
  sorted.reserve(all.size());
  for (const auto& one : all) sorted.push_back(&one);
  std::sort(sorted.begin(), sorted.end(), [](const auto* left, const auto* right) { return left->name < right->name; });
  return sorted;
}

constexpr std::size_t usual_bytes = 512; // of a machine or a unit as JSON; some more than most have

std::size_t count_units(const StatusReport& report) {
  std::size_t count = 0;
  for (const auto& application : report.applications) count += application.units.size();
  return count;
}

// `Rec`: Record, or JsonRecord.

/// The risk is told only when it is not stable.
template <class Rec>
void add_base(Rec& record, const std::string& name, const std::string& channel) {
  if (name.empty()) return;
  record.add_record("base", [&](Rec& base) { base.add("name", name).add("channel", channel.substr(0, channel.find("/stable"))); });
}

/// Statuses as one document shows them.
template <class Rec>
class Statuses {
public:
  explicit Statuses(const StatusView& view) : view_(view) {}

  void add(Rec& record, const char* key, const StatusRecord& status, const std::string& version = "", const std::string& life = "") {
    record.add_record(key, [&](Rec& part) { fill(part, status, version, life); });
  }
  /// JSON keeps an empty one, YAML leaves it out.
  void add_of_unit(Rec& record, const char* key, const StatusRecord& status, const std::string& version = "") {
    if constexpr (std::is_same_v<Rec, JsonRecord>) add(record, key, status, version);
    else record.add_record_if(key, [&](Rec& part) { fill(part, status, version, ""); });
  }

private:
  void fill(Rec& part, const StatusRecord& status, const std::string& version, const std::string& life) {
    part.add_if("current", status.current)
        .add_if("message", status.message)
        .add_if("since", since(status.since_ms))
        .add_if("version", version)
        .add_if("life", life);
  }

  /// Most times of a large model are alike, and spelling one costs.
  const std::string& since(TimeMs moment) {
    auto& text = since_[moment / 1000];
    if (text.empty()) text = since_text(moment, view_.iso_utc);
    return text;
  }

  const StatusView& view_;
  std::unordered_map<std::int64_t, std::string> since_; // by second
};

template <class Rec>
class Machines {
public:
  Machines(const StatusReport& report, const StatusView& view) : report_(report), statuses_(view) {}

  void fill(Rec& all) {
    all.add_named(by_name(report_.machines), [this](Rec& record, const MachineReport& one) { fill(record, one); });
  }

private:
  void fill(Rec& record, const MachineReport& machine) {
    const bool started = machine.agent_status.current != "pending";
    statuses_.add(record, "juju-status", machine.agent_status, started ? report_.version : "", ending_of(machine.life));
    record.add_if("hostname", machine.hostname)
        .add_if("dns-name", machine.addresses.empty() ? "" : machine.addresses.front())
        .add_if("ip-addresses", list_of(machine.addresses))
        .add("instance-id", machine.instance_id.empty() ? "pending" : machine.instance_id);
    statuses_.add(record, "machine-status", machine.instance_status);
    statuses_.add(record, "modification-status", {"idle", "", machine.instance_status.since_ms});
    add_base(record, machine.base_name, machine.base_channel);
    record.add_if("constraints", machine.constraints).add_if("hardware", machine.hardware);
  }

  const StatusReport& report_;
  Statuses<Rec> statuses_;
};

template <class Rec>
class Document {
public:
  using Part = typename Rec::Part;

  Document(const StatusReport& report, const StatusView& view)
      : report_(report), view_(view), statuses_(view), subordinates_(subordinates_by_principal(report)),
        relations_(relations_by_application(report)) {}

  Part whole() {
    const auto machine_bytes = report_.machines.size() * usual_bytes, bytes = count_units(report_) * usual_bytes;
    return Rec::make(machine_bytes + bytes, [&](Rec& document) {
      document.add_record("model", [this](Rec& model) { fill_model(model); });
      // Half of a large document is machines, which share nothing with the rest: applications are made beside them.
      auto applications = std::async([&] { return Rec::make(bytes, [this](Rec& all) { fill_applications(all); }); });
      document.add_record("machines", [this](Rec& machines) { Machines<Rec>(report_, view_).fill(machines); })
          .add("applications", applications.get())
          .add_record_if("application-endpoints", [this](Rec& endpoints) { fill_remote_applications(endpoints); })
          .add_if("offers", offers())
          .add("storage", storage_document(report_.storage, view_.iso_utc))
          .add_record("controller", [this](Rec& controller) { controller.add("timestamp", clock_text(view_.now_ms, view_.iso_utc)); });
    });
  }

private:
  void fill_model(Rec& model) {
    model.add("name", report_.model_name)
        .add("type", "iaas")
        .add("controller", view_.controller)
        .add("cloud", report_.cloud)
        .add_if("region", report_.region)
        .add("version", report_.version);
    statuses_.add(model, "model-status", report_.model_status);
    model.add("sla", "unsupported");
  }

  void fill_applications(Rec& all) {
    all.add_named(by_name(report_.applications), [this](Rec& record, const ApplicationReport& one) { fill(record, one); });
  }

  void fill(Rec& record, const ApplicationReport& application) {
    const bool from_store = application.charm_url.starts_with("ch:");
    record.add("charm", from_store ? name_in_store(application.charm_url) : application.charm_url);
    add_base(record, application.base_name, application.base_channel);
    record.add("charm-origin", from_store ? "charmhub" : "local")
        .add("charm-name", application.charm_name)
        .add("charm-rev", application.charm_revision)
        .add_if("charm-channel", application.channel)
        .add_if("charm-version", application.charm_version)
        .add("exposed", application.exposed)
        .add_if("life", ending_of(application.life));
    statuses_.add(record, "application-status", application.explicit_status.value_or(StatusRecord{}));
    record.add_record_if("relations", [&](Rec& relations) { fill_relations(relations, application.name); });
    if (application.subordinate)
      record.add_if("subordinate-to", list_of(principals(application.name)));
    else
      record.add_record_if("units", [&](Rec& units) { fill_units(units, principals_of(application)); });
    record.add_if("version", application.workload_version).add_if("endpoint-bindings", bindings(application));
  }

  /// "mariadb" of "ch:amd64/mariadb-3"
  static std::string name_in_store(const std::string& url) {
    const auto name = url.substr(url.find_last_of(":/") + 1);
    return name.substr(0, name.rfind('-'));
  }

  static Value offered_endpoints(const std::vector<OfferEndpointReport>& endpoints) {
    Map map;
    for (const auto& endpoint : endpoints)
      map.emplace_back(endpoint.name,
                       Record().add("interface", endpoint.interface).add("role", word_of(endpoint.role)).value());
    return map;
  }

  Value offers() const {
    Map map;
    for (const auto& offer : report_.offers)
      map.emplace_back(offer.name, Record()
                                       .add("application", offer.application)
                                       .add("charm", offer.charm_url)
                                       .add_if("total-connected-count", offer.connections)
                                       .add_if("active-connected-count", offer.active_connections)
                                       .add("endpoints", offered_endpoints(offer.endpoints))
                                       .value());
    return map;
  }

  void fill_remote_applications(Rec& all) {
    all.add_named(by_name(report_.remote_applications), [this](Rec& record, const RemoteApplicationReport& one) { fill(record, one); });
  }

  void fill(Rec& record, const RemoteApplicationReport& remote) {
    std::map<std::string, std::set<std::string>> endpoints;
    for (const auto& [own, other, scope] : relations_of(remote.name)) endpoints[own->endpoint].insert(other->application);
    Map relations;
    for (const auto& [endpoint, applications] : endpoints) relations.emplace_back(endpoint, list_of(applications));
    record.add("url", remote.url).add("endpoints", offered_endpoints(remote.endpoints)).add_if("life", ending_of(remote.life));
    statuses_.add(record, "application-status", remote.status.value_or(StatusRecord{.current = "terminated"}));
    record.add_if("relations", std::move(relations));
  }

  /// endpoint -> related applications; a peer endpoint lists its own application. One of another model that is not
  /// known here by a name is left out.
  void fill_relations(Rec& relations, const std::string& application) const {
    std::map<std::string_view, std::vector<const OwnRelation*>> endpoints;
    for (const auto& relation : relations_of(application))
      if (!relation.other->application.starts_with("remote-")) endpoints[relation.own->endpoint].push_back(&relation);
    for (auto& [endpoint, related] : endpoints) {
      const auto seen = [](const OwnRelation* one) { return std::tie(one->other->application, one->own->interface, one->own->scope); };
      std::sort(related.begin(), related.end(), [&](const auto* left, const auto* right) { return seen(left) < seen(right); });
      const auto end = std::unique(related.begin(), related.end(), [&](const auto* left, const auto* right) { return seen(left) == seen(right); });
      related.erase(end, related.end());
      relations.add_list(std::string(endpoint), related, [](Rec& record, const OwnRelation* one) {
        record.add("related-application", one->other->application)
            .add("interface", one->own->interface)
            .add("scope", word_of(one->own->scope));
      });
    }
  }

  std::set<std::string> principals(const std::string& subordinate) const {
    std::set<std::string> names;
    for (const auto& [own, other, scope] : relations_of(subordinate))
      if (own != other && scope == Scope::container) names.insert(other->application);
    return names;
  }

  const std::vector<OwnRelation>& relations_of(const std::string& application) const {
    static const std::vector<OwnRelation> none;
    const auto found = relations_.find(application);
    return found == relations_.end() ? none : found->second;
  }

  void fill_units(Rec& all, std::vector<const UnitReport*> units) {
    std::sort(units.begin(), units.end(), [](const auto* left, const auto* right) { return left->name < right->name; });
    all.add_named(units, [this](Rec& record, const UnitReport& one) { fill(record, one); });
  }

  void fill(Rec& record, const UnitReport& unit) {
    statuses_.add_of_unit(record, "workload-status", unit.workload_status);
    statuses_.add_of_unit(record, "juju-status", unit.agent_status, unit.agent_started ? report_.version : "");
    record.add_if("leader", unit.leader)
        .add_if("upgrading-from", unit.upgrading_from.value_or(""))
        .add_if("machine", unit.machine)
        .add_if("open-ports", list_of(unit.open_ports))
        .add_if("public-address", unit.public_address)
        .add_if("address", unit.public_address);
    if (const auto found = subordinates_.find(unit.name); found != subordinates_.end())
      record.add_record("subordinates", [&](Rec& subordinates) { fill_units(subordinates, found->second); });
  }

  static Value bindings(const ApplicationReport& application) {
    Map map;
    if (application.bindings.empty()) return map;
    std::set<std::string> names(application.bindings.begin(), application.bindings.end());
    names.insert("");
    for (const auto& name : names) map.emplace_back(name, "alpha");
    return map;
  }

  const StatusReport& report_;
  const StatusView& view_;
  Statuses<Rec> statuses_;
  Subordinates subordinates_;
  std::unordered_map<std::string_view, std::vector<OwnRelation>> relations_;
};

} // namespace

std::string status_json(const StatusReport& report, const StatusView& view) {
  auto text = Document<JsonRecord>(report, view).whole().text;
  text += '\n';
  return text;
}

Value status_document(const StatusReport& report, const StatusView& view) {
  return Document<Record>(report, view).whole();
}

Value machines_document(const StatusReport& report, const StatusView& view) {
  const auto fill = [&](Record& machines) { Machines<Record>(report, view).fill(machines); };
  return Record().add("model", report.model_name).add_record("machines", fill).value();
}

} // namespace periapt::cli
