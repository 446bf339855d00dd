// What metadata.yaml lists: relations, storage, resources, payloads, devices. Their types are judged by whoever reads
// them; here is what reading lets pass. Rule: contract/charm-format.md, section 12.
#include "authoring/lint_rules.h"

#include "core/names.h"

#include <algorithm>
#include <array>
#include <set>

namespace periapt::authoring {
namespace {

using charm::YamlNode;
using charm::YamlType;
using Keys = std::set<std::string, std::less<>>;

struct Section {
  const char* name;
  const char* entry; // what one of it is, for people
  Keys known;
};

const std::vector<Section>& sections() {
  static const std::vector<Section> all{
      {"storage", "storage", {"type", "description", "location", "shared", "read-only", "minimum-size", "multiple", "properties"}},
      {"resources", "resource", {"type", "filename", "description"}},
      {"payloads", "payload", {"type"}},
      {"devices", "device", {"type", "count", "countmin", "countmax", "description"}},
  };
  return all;
}

/// layer.yaml may allow more: `proof: {storage: [key…]}`.
Keys allowed_by_layer(const LintedCharm& linted, const char* section) {
  Keys keys;
  const auto layer = document_of(linted, "layer.yaml");
  if (!layer) return keys;
  const auto proof = find_entry(*layer, "proof");
  const auto more = proof ? find_entry(proof->node, section) : std::nullopt;
  if (more)
    for (const auto& item : more->node.items()) keys.insert(item.text());
  return keys;
}

void lint_section(const LintedCharm& linted, const YamlNode& root, const Section& section, Findings& findings) {
  const auto found = find_entry(root, section.name);
  if (!found) return;
  if (found->node.type() != YamlType::mapping || found->node.entries().empty())
    return findings.error(metadata_file, found->line, "{} is given, but has no entries", section.name);
  const auto more = allowed_by_layer(linted, section.name);
  for (const auto& entry : entries_of(found->node))
    for (const auto& field : entries_of(entry.node))
      if (!section.known.contains(field.key) && !more.contains(field.key))
        findings.error(metadata_file, field.line, "{} \"{}\" has an unknown key \"{}\"", section.entry, entry.key, field.key);
}

void lint_payload_types(const YamlNode& root, Findings& findings) {
  const auto payloads = find_entry(root, "payloads");
  if (!payloads) return;
  for (const auto& payload : entries_of(payloads->node))
    if (const auto type = find_entry(payload.node, "type"); type && type->node.text() != "kvm" && type->node.text() != "docker")
      findings.error(metadata_file, type->line, "payload \"{}\" has the type \"{}\": expected kvm or docker", payload.key, type->node.text());
}

void lint_endpoint(const KeyedNode& endpoint, bool reserved_is_fine, Findings& findings) {
  static const Keys known{"interface", "scope", "limit", "optional", "description"};
  const auto& name = endpoint.key;
  if (name == "relation-name") findings.error(metadata_file, endpoint.line, "the relation \"{}\" is a template's", name);
  if (!is_valid_endpoint_name(name))
    findings.warning(metadata_file, endpoint.line, "\"{}\" can be no endpoint's name: nobody could ask to relate it", name);
  if (name.starts_with("juju-") && !reserved_is_fine)
    findings.info(metadata_file, endpoint.line, "the endpoint \"{}\" has a name that is reserved", name);
  const auto interface = find_entry(endpoint.node, "interface");
  const auto& spoken = interface ? interface->node.text() : endpoint.node.text();
  if (spoken == "interface-name") findings.error(metadata_file, endpoint.line, "the interface \"{}\" is a template's", spoken);
  for (const auto& field : entries_of(endpoint.node))
    if (!known.contains(field.key))
      findings.error(metadata_file, field.line, "relation \"{}\" has an unknown key \"{}\"", name, field.key);
}

void lint_endpoints(const LintedCharm& linted, const YamlNode& root, Findings& findings) {
  for (const auto* section : {"provides", "requires", "peers"})
    if (const auto found = find_entry(root, section))
      for (const auto& endpoint : entries_of(found->node)) lint_endpoint(endpoint, linted.charm.subordinate, findings);
  const auto provides = find_entry(root, "provides");
  if (!linted.charm.subordinate && (!provides || provides->node.entries().empty()))
    findings.info(metadata_file, 0, "the charm provides nothing that others could be related to");
}

} // namespace

void lint_metadata_parts(const LintedCharm& linted, const YamlNode& root, Findings& findings) {
  lint_endpoints(linted, root, findings);
  for (const auto& section : sections()) lint_section(linted, root, section, findings);
  lint_payload_types(root, findings);
}

} // namespace periapt::authoring
