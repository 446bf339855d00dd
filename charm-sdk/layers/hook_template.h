// Hooks that no layer wrote, made of hooks/hook.template. Rule: contract/charm-format.md 11.5.
// Errors: Error(invalid). Threads: any.
#pragma once

#include "charm/yaml_value.h"

#include <string>
#include <string_view>
#include <vector>

namespace periapt::layers {

struct GeneratedHook {
  std::string name;       // "db-relation-joined"
  std::string stands_for; // what the template's {} becomes: "hook", "db", the name of a storage
};

/// The standard hooks, and those of every endpoint and storage of the merged metadata.
std::vector<GeneratedHook> hooks_of(const charm::YamlMap& metadata);

/// `{}` and `{0}` become `name`; `{{` and `}}` are braces. Throws for any other brace.
std::string fill_template(std::string_view text, const std::string& name);

/// An endpoint with its interface and the section it is in.
struct DeclaredEndpoint {
  std::string role; // "provides", "requires", "peers"
  std::string name;
  std::string interface;
};
std::vector<DeclaredEndpoint> endpoints_of(const charm::YamlMap& metadata);

} // namespace periapt::layers
