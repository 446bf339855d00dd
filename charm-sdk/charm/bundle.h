// Bundles: applications, machines and relations as one description. Reading joins a base document and its overlays into
// one and checks it by itself; what charms and a model have to say comes later.
// Rule: contract/bundles.md, section 1. Errors: Error(invalid). Threads: any.
#pragma once

#include "charm/yaml_value.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace periapt::charm {

struct BundleExposure {
  std::vector<std::string> spaces;
  std::vector<std::string> cidrs;
};

struct BundleOffer {
  std::vector<std::string> endpoints;
  std::map<std::string, std::string> acl; // user -> read, consume, admin
};

struct BundleApplication {
  std::string charm; // as written
  std::filesystem::path folder; // of the file that names the charm: a path begins there
  std::string channel;
  std::optional<std::int64_t> revision;
  std::string base; // "ubuntu@24.04"; empty: the bundle's default, else the charm's
  std::map<std::string, std::string> resources; // local paths are absolute
  std::optional<std::int64_t> num_units;
  std::vector<std::string> to;
  bool expose = false;
  std::map<std::string, BundleExposure> exposed_endpoints; // an empty endpoint: all
  std::map<std::string, std::string> options;              // texts; what include-file names is read
  std::map<std::string, std::string> annotations; // likewise
  std::string constraints;
  std::map<std::string, std::string> storage;
  std::map<std::string, std::string> bindings; // endpoint -> space; an empty endpoint: all others
  bool trust = false;
  std::map<std::string, BundleOffer> offers; // by name
};

struct BundleMachine {
  std::string constraints;
  std::string base;
  std::map<std::string, std::string> annotations;
};

struct Bundle {
  std::string default_base;
  std::map<std::string, BundleApplication> applications;
  std::map<std::string, BundleMachine> machines; // by the bundle's own number
  std::vector<std::pair<std::string, std::string>> relations; // "app" or "app:endpoint", as written
  std::map<std::string, std::string> saas; // name -> offer's URL
  std::vector<std::string> ignored; // keys that are without effect here: "applications.web.colour"
};

/// One file: the first document, and overlays behind it.
struct BundleFile {
  std::string text;
  std::filesystem::path folder; // relative paths begin there
};

/// The base with overlays applied in order. Throws for what cannot be read or is in the wrong kind of document.
Bundle read_bundle(const BundleFile& base, const std::vector<BundleFile>& overlays);

/// Everything that is wrong with it by itself, one line each.
std::vector<std::string> bundle_problems(const Bundle& bundle);

/// "lxd:APP/N" taken apart.
struct BundlePlacement {
  std::string container; // lxd, or empty
  enum class Kind { fresh, machine, application, unit } kind = Kind::fresh;
  std::string target; // a bundle machine, an application, a unit
};
/// nullopt for what is no placement.
std::optional<BundlePlacement> parse_bundle_placement(const std::string& text);

/// "app:endpoint" as its two parts; the second may be empty.
std::pair<std::string, std::string> bundle_end(const std::string& text);

} // namespace periapt::charm
