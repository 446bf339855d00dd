#include "services/contracts.h"

#include "core/error.h"
#include "interfaces/catalogue.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace periapt::services {
namespace {

using namespace store;
using interfaces::BagKind;
using interfaces::is_same_interface;
using interfaces::Promiser;

std::string path_of(const ContractRow& contract) {
  return fmt::format("schemas/interfaces/{}/v{}.yaml", contract.interface, contract.version);
}

ContractRow read_brought(const std::string& path, const std::string& text) {
  const auto contract = [&] {
    try {
      return interfaces::read_contract(text);
    } catch (const Error& error) {
      throw make_error(ErrorKind::invalid, "{}: {}", path, error.what());
    }
  }();
  ContractRow row{.interface = contract->interface(), .version = contract->version(), .text = text};
  if (path_of(row) != path)
    throw make_error(ErrorKind::invalid, "{}: it is version {} of interface \"{}\": its place is {}", path, row.version,
                     row.interface, path_of(row));
  for (const auto& shipped : interfaces::shipped_contracts())
    if (is_same_interface(shipped.interface, row.interface) && shipped.version == row.version && shipped.text != text)
      throw make_error(ErrorKind::invalid,
                       "{}: version {} of interface \"{}\" is known and says something else: give yours another version",
                       path, row.version, row.interface);
  return row;
}

void require_known(const charm::Charm& charm, const std::vector<ContractRow>& brought, const Endpoint& endpoint,
                   std::int64_t version) {
  const auto is_it = [&](const auto& one) {
    return is_same_interface(one.interface, endpoint.interface) && one.version == version;
  };
  const auto& shipped = interfaces::shipped_contracts();
  if (std::any_of(brought.begin(), brought.end(), is_it) || std::any_of(shipped.begin(), shipped.end(), is_it)) return;
  throw make_error(ErrorKind::invalid,
                   "charm \"{}\": contracts.{}: there is no version {} of interface \"{}\"; the charm can bring it in {}",
                   charm.name, endpoint.name, version, endpoint.interface,
                   path_of({.interface = endpoint.interface, .version = version, .text = ""}));
}

/// What one end says of a relation's contract.
struct Speaker {
  std::string name; // wordpress:db
  std::vector<std::int64_t> versions; // empty: all
  std::vector<ContractRow> brought;
};

Speaker speaker_at(const ReadTransaction& transaction, const RelationEnd& end) {
  const auto charm = applications::get(transaction, end.application).charm;
  Speaker speaker{.name = end.application_name + ":" + end.endpoint.name,
                  .versions = contracts::versions_of(transaction, charm, end.endpoint.name),
                  .brought = contracts::of_charm(transaction, charm)};
  std::erase_if(speaker.brought, [&](const auto& one) { return !is_same_interface(one.interface, end.endpoint.interface); });
  return speaker;
}

bool speaks(const Speaker& speaker, std::int64_t version) {
  return speaker.versions.empty() ||
         std::find(speaker.versions.begin(), speaker.versions.end(), version) != speaker.versions.end();
}

std::string spoken_by(const Speaker& speaker) {
  if (speaker.versions.empty()) return speaker.name + " speaks every version";
  return fmt::format("{} speaks version {}", speaker.name, fmt::join(speaker.versions, " or "));
}

/// `read_bag` is asked only where there is a contract.
template <class ReadBag>
void judge(WriteTransaction& transaction, PromiseRow row, Promiser promiser, const ReadBag& read_bag) {
  const auto pinned = contracts::of_relation(transaction, row.relation);
  if (!pinned) return;
  const auto judgement = interfaces::read_contract(pinned->text)->judge(promiser, read_bag());
  if (!judgement) return;
  row.keeping = judgement->state;
  row.reason = judgement->reason;
  contracts::set_promise(transaction, row);
}

} // namespace

std::vector<ContractRow> contracts_of(const charm::Charm& charm) {
  std::vector<ContractRow> brought;
  for (const auto& [path, text] : charm.contracts) brought.push_back(read_brought(path, text));
  for (const auto& endpoint : charm.endpoints) {
    const auto spoken = charm.contract_versions.find(endpoint.name);
    if (spoken == charm.contract_versions.end()) continue;
    for (const auto version : spoken->second) require_known(charm, brought, endpoint, version);
  }
  return brought;
}

std::optional<ContractRow> choose_contract(const ReadTransaction& transaction, const std::string& key,
                                           const std::vector<RelationEnd>& ends) {
  const auto& interface = ends.front().endpoint.interface;
  std::vector<Speaker> speakers;
  for (const auto& end : ends) speakers.push_back(speaker_at(transaction, end));

  std::map<std::int64_t, ContractRow> known;
  for (const auto& shipped : interfaces::shipped_contracts())
    if (is_same_interface(shipped.interface, interface))
      known.emplace(shipped.version, ContractRow{shipped.interface, shipped.version, shipped.text});
  for (const auto& speaker : speakers)
    for (const auto& contract : speaker.brought) {
      const auto [there, added] = known.emplace(contract.version, contract);
      if (!added && there->second.text != contract.text)
        throw make_error(ErrorKind::conflict,
                         "cannot add relation \"{}\": interface \"{}\": both charms bring version {} of it, and what they "
                         "bring differs",
                         key, interface, contract.version);
    }
  for (auto newest = known.rbegin(); newest != known.rend(); ++newest)
    if (std::all_of(speakers.begin(), speakers.end(), [&](const auto& one) { return speaks(one, newest->first); }))
      return newest->second;
  const bool any = std::any_of(speakers.begin(), speakers.end(), [](const auto& one) { return !one.versions.empty(); });
  if (!any) return std::nullopt;
  throw make_error(ErrorKind::conflict, "cannot add relation \"{}\": interface \"{}\": {}, {}", key, interface,
                   spoken_by(speakers.front()), spoken_by(speakers.back()));
}

void make_under_contract(WriteTransaction& transaction, const RelationRow& relation,
                         const std::optional<ContractRow>& contract, TimeMs now) {
  if (!contract) return;
  contracts::pin(transaction, relation.id, *contract);
  for (const auto& end : relation.ends) judge_application(transaction, relation, end.application, now);
}

void judge_unit(WriteTransaction& transaction, const RelationRow& relation, const UnitRow& unit, TimeMs now) {
  judge(transaction,
        {.relation = relation.id, .application = unit.application, .unit = unit.id, .promiser = unit.name, .since_ms = now},
        {relation.end_of(unit.application)->endpoint.role, BagKind::unit},
        [&] { return relations::unit_settings(transaction, relation.id, unit.id); });
}

void judge_application(WriteTransaction& transaction, const RelationRow& relation, ApplicationId application,
                       TimeMs now) {
  const auto& end = *relation.end_of(application);
  judge(transaction,
        {.relation = relation.id, .application = application, .unit = {}, .promiser = end.application_name, .since_ms = now},
        {end.endpoint.role, BagKind::application},
        [&] { return relations::application_settings(transaction, relation.id, application); });
}

} // namespace periapt::services
