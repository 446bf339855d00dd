// model.json: everything a handler's program may know, in one piece, and its digest.
// Rule: contract/wrappers.md, section 2.
#pragma once

#include "adapters/hook_tools.h"
#include "charm/charm.h"
#include "charm/yaml_value.h"

#include <string>

namespace periapt::adapters {

/// How a secret is read at its newest: with the unit following it, or, for a preview, not.
enum class SecretUse { refresh, peek };

/// As the agent says it, with the files of those resources that have one, and the values of the secrets that the
/// handler lists: each is found by its label, or by an URI that stands under its name in the remote settings or the
/// configuration, and read at its newest. One that is not there, or not granted, is left out. Throws Error.
charm::YamlMap read_model(const HookTools& tools, const charm::Charm& charm, const charm::Handler& handler, SecretUse use);

/// SHA-256 of what the run depends on. The event is not part of it, nor what the unit has published itself and the
/// previous configuration: those differ at the second run although nothing has changed.
std::string input_digest(const charm::YamlMap& model, const charm::Handler& handler);

/// Which run this is the repetition of: the event, with its relation and remote unit, as a file's name.
std::string event_key(const charm::YamlMap& model, const charm::Handler& handler);

} // namespace periapt::adapters
