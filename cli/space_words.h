// Network spaces. Local machines are on one network, which is the space "alpha" of every model: there is nothing to add
// and nothing to move, and what names a space is checked. Threads: one.
#pragma once

#include "charm/charm.h"
#include "cli/session.h"

#include <string>
#include <vector>

namespace periapt::cli {

inline constexpr const char* only_space = "alpha";

/// Throws Error(not_found) `space "x" not found`.
void require_space(const std::string& name);

/// Each word is SPACE (of all endpoints) or ENDPOINT=SPACE. Throws UsageError for what is neither, Error(not_found) for
/// a space that there is none of, or an endpoint that is not among `known`.
void check_bindings(const std::vector<std::string>& words, const std::string& application,
                    const std::vector<std::string>& known);

/// What of a charm can be bound.
std::vector<std::string> binding_names(const charm::Charm& charm);

/// For commands that would change the model's spaces: `cannot VERB space "x": …`. The model is looked up first.
[[noreturn]] void refuse_to_change_spaces(Session& session, const char* verb, const std::string& name);

} // namespace periapt::cli
