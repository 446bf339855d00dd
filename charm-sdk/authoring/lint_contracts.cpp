// Interface contracts and named events: contracts that the charm brings are contracts, versions it speaks are known, and
// what it does at a named event is for an event that comes. Rule: DESIGN section 6; contract/interfaces.md.
#include "authoring/lint_rules.h"

#include "interfaces/catalogue.h"

#include <algorithm>
#include <map>
#include <memory>

namespace periapt::authoring {
namespace {

using interfaces::Contract;
using interfaces::is_same_interface;

class ContractLinter {
public:
  ContractLinter(const LintedCharm& linted, Findings& findings) : linted_(linted), findings_(findings) {}

  void lint() {
    for (const auto& shipped : interfaces::shipped_contracts()) known_.push_back(interfaces::read_contract(shipped.text));
    for (const auto& [path, text] : linted_.charm.contracts) lint_contract(path, text);
    for (const auto& [endpoint, versions] : linted_.charm.contract_versions) lint_versions(endpoint, versions);
    for (const auto& event : linted_.charm.handled_events) lint_event(event, charm_file, line_of_handler(event));
    for (const auto& name : linted_.charm.hook_files) lint_event(name, "hooks/" + name, 0);
  }

private:
  void lint_contract(const std::string& path, const std::string& text) {
    std::vector<charm::FileFault> faults;
    std::shared_ptr<const Contract> contract;
    charm::FaultSink(faults, path).attempt(0, [&] { contract = interfaces::read_contract(text); });
    for (const auto& fault : faults) findings_.add(Level::error, fault.file, fault.line, fault.text);
    if (!contract) return;
    const std::filesystem::path place(path);
    if (!is_same_interface(place.parent_path().filename().string(), contract->interface()))
      findings_.error(path, 0, "it is a contract of interface \"{}\", whose folder this is not", contract->interface());
    if (place.stem().string() != "v" + std::to_string(contract->version()))
      findings_.error(path, 0, "it is version {} of its contract, whose file would be v{}.yaml", contract->version(),
                      contract->version());
    known_.push_back(std::move(contract));
  }

  std::vector<std::shared_ptr<const Contract>> contracts_of(const std::string& interface) const {
    std::vector<std::shared_ptr<const Contract>> found;
    for (const auto& contract : known_)
      if (is_same_interface(contract->interface(), interface)) found.push_back(contract);
    return found;
  }

  void lint_versions(const std::string& endpoint, const std::vector<std::int64_t>& versions) {
    const auto& all = linted_.charm.endpoints;
    const auto at = std::find_if(all.begin(), all.end(), [&](const Endpoint& one) { return one.name == endpoint; });
    if (at == all.end()) return; // told by whoever reads charm.yaml
    const auto contracts = contracts_of(at->interface);
    for (const auto version : versions)
      if (std::none_of(contracts.begin(), contracts.end(), [&](const auto& one) { return one->version() == version; }))
        findings_.warning(charm_file, line_of("contracts", endpoint),
                          "endpoint \"{}\" speaks version {} of interface {}, of which no contract is known: bring it as "
                          "schemas/interfaces/{}/v{}.yaml", endpoint, version, at->interface, at->interface, version);
  }

  /// Whether the events of `contract` that this endpoint is told have this name; their names go to `told`.
  bool is_told(const Endpoint& endpoint, const Contract& contract, const std::string& name, std::string& told) const {
    bool found = false;
    for (const auto& event : contract.events()) {
      if (event.publisher.first == endpoint.role && endpoint.role != Role::peer) continue;
      found = found || event.name == name;
      told += fmt::format("{}{}-{}", told.empty() ? "" : ", ", endpoint.name, event.name);
    }
    return found;
  }

  void lint_event(const std::string& event, const std::string& place, int line) {
    const auto hooks = charm::hook_names(linted_.charm);
    if (std::find(hooks.begin(), hooks.end(), event) != hooks.end()) return;
    const auto is_of_action = [&](const charm::Action& action) { return charm::action_event(action.name) == event; };
    if (std::any_of(linted_.charm.actions.begin(), linted_.charm.actions.end(), is_of_action)) return;
    std::string told, interface;
    for (const auto& endpoint : linted_.charm.endpoints) {
      if (!event.starts_with(endpoint.name + "-") || event.find("-relation-") != std::string::npos) continue;
      interface = endpoint.interface;
      for (const auto& contract : contracts_of(endpoint.interface))
        if (is_told(endpoint, *contract, event.substr(endpoint.name.size() + 1), told)) return;
    }
    if (interface.empty()) return; // no event of a relation
    findings_.warning(place, line, "no contract of interface {} has this event, so {} never comes{}", interface, event,
                      told.empty() ? "" : "; there are " + told);
  }

  int line_of(const char* section, const std::string& key) const {
    const auto root = document_of(linted_, charm_file);
    const auto found = root ? find_entry(*root, section) : std::nullopt;
    const auto entry = found ? find_entry(found->node, key) : std::nullopt;
    return entry ? entry->line : 0;
  }
  int line_of_handler(const std::string& event) const { return line_of("handlers", event); }

  const LintedCharm& linted_;
  Findings& findings_;
  std::vector<std::shared_ptr<const Contract>> known_;
};

} // namespace

void lint_contracts(const LintedCharm& linted, Findings& findings) { ContractLinter(linted, findings).lint(); }

} // namespace periapt::authoring
