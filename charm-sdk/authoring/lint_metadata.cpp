// metadata.yaml: who, what for, which relations. Rule: contract/charm-format.md, section 12.
#include "authoring/lint_rules.h"

#include "core/names.h"

#include <algorithm>
#include <array>
#include <regex>
#include <set>

namespace periapt::authoring {
namespace {

using charm::YamlNode;
using charm::YamlType;

constexpr std::size_t longest_summary = 72;

const std::set<std::string, std::less<>>& root_keys() {
  static const std::set<std::string, std::less<>> keys{
      "name",     "display-name", "summary",  "docs",       "maintainer", "maintainers", "min-juju-version", "description",
      "categories", "subordinate", "provides", "requires",  "format",     "peers",       "tags",             "series",
      "storage",  "extra-bindings", "payloads", "terms",    "resources",  "devices",     "deployment",       "revision",
      "assumes",  "containers",   "charm-user", "website",  "source",     "issues",      "links",            "title"};
  return keys;
}

void check_maintainer(const KeyedNode& maintainer, Findings& findings) {
  static const std::regex pattern("[^<>]+ <[^<> ]+@[^<> ]+>");
  if (maintainer.node.text().size() > 200 || !std::regex_match(maintainer.node.text(), pattern))
    findings.warning(metadata_file, maintainer.line, "maintainer \"{}\" is not written as \"Name <address>\"", maintainer.node.text());
}

void lint_maintainers(const YamlNode& root, Findings& findings) {
  const auto one = find_entry(root, "maintainer"), several = find_entry(root, "maintainers");
  if (!one && !several) findings.error(metadata_file, 0, "there is no maintainer");
  if (one && several) findings.error(metadata_file, several->line, "there are both maintainer and maintainers: keep one of them");
  if (one && one->node.type() == YamlType::sequence)
    findings.error(metadata_file, one->line, "maintainer is a list: use maintainers");
  else if (one)
    check_maintainer(*one, findings);
  if (!several) return;
  if (several->node.type() != YamlType::sequence) findings.error(metadata_file, several->line, "maintainers is not a list");
  for (const auto& item : several->node.items()) check_maintainer({"maintainers", item.line(), item}, findings);
}

void lint_labels(const YamlNode& root, Findings& findings) {
  const auto tags = find_entry(root, "tags"), categories = find_entry(root, "categories");
  if (!tags && !categories) findings.warning(metadata_file, 0, "there are no tags: they say what kind of charm this is");
  if (tags && tags->node.items().empty()) findings.warning(metadata_file, tags->line, "tags are empty");
  if (categories) findings.warning(metadata_file, categories->line, "categories are deprecated: use tags");
  if (const auto series = find_entry(root, "series"))
    findings.info(metadata_file, series->line, "series is deprecated: name bases in manifest.yaml");
  if (const auto revision = find_entry(root, "revision"))
    findings.warning(metadata_file, revision->line, "revision is not read from here");
}

void lint_version_wanted(const YamlNode& root, Findings& findings) {
  const auto wanted = find_entry(root, "min-juju-version");
  if (!wanted) return;
  static const std::regex pattern(R"(([0-9]{1,4})\.[0-9]{1,4}((\.|-[a-z]+)[0-9]{1,4}(\.[0-9]{1,4})?)?)");
  std::smatch parts;
  const auto& text = wanted->node.text();
  if (!std::regex_match(text, parts, pattern)) findings.error(metadata_file, wanted->line, "min-juju-version \"{}\" is no version", text);
  else if (std::stoi(parts[1]) < 2) findings.error(metadata_file, wanted->line, "min-juju-version \"{}\" is below 2.0.0", text);
}

void lint_names(const LintedCharm& linted, const YamlNode& root, Findings& findings) {
  const auto name = find_entry(root, "name");
  if (!name || name->node.type() != YamlType::string) return;
  const auto& text = name->node.text();
  if (!is_valid_application_name(text))
    findings.warning(metadata_file, name->line, "\"{}\" can be no application's name: it would need another each time it is deployed", text);
  if (text != linted.folder_name)
    findings.info(metadata_file, name->line, "the charm's name \"{}\" is not its folder's, \"{}\"", text, linted.folder_name);
  for (const auto& entry : entries_of(root))
    if (!root_keys().contains(entry.key)) findings.info(metadata_file, entry.line, "unknown key \"{}\"", entry.key);
  const auto summary = find_entry(root, "summary");
  if (summary && summary->node.text().size() > longest_summary)
    findings.warning(metadata_file, summary->line, "the summary is longer than {} characters", longest_summary);
  const auto description = find_entry(root, "description");
  if (description && description->node.text().empty()) findings.warning(metadata_file, description->line, "the description is empty");
}

} // namespace

void lint_metadata(const LintedCharm& linted, Findings& findings) {
  const auto root = document_of(linted, metadata_file);
  if (!root || root->type() != YamlType::mapping) return;
  lint_names(linted, *root, findings);
  lint_maintainers(*root, findings);
  lint_labels(*root, findings);
  lint_version_wanted(*root, findings);
  lint_metadata_parts(linted, *root, findings);
}

} // namespace periapt::authoring
