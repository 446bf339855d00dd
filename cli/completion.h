// What may follow on a command line that is being typed: from the command table, and from the names that a command's
// usage line speaks of. Pure but for `Names`. Threads: one.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace periapt::cli {

enum class NameKind { application, unit, machine, model, controller };
using Names = std::function<std::vector<std::string>(NameKind)>;

/// `words`: what stands after the program's name; the last one is not finished and may be empty. Sorted. Empty where
/// the shell should offer files.
std::vector<std::string> completions(std::span<const std::string> words, const Names& names);

} // namespace periapt::cli
