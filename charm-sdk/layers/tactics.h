// Merge tactics that layers bring as classes in Python (layer.yaml, `tactics`): they say what becomes of a file before any rule
// of ours does. They run in a python3 of their own, for so long and no longer. Rule: contract/charm-format.md 11.2, 11.4.
// Shape of the job: {"name", "target", "layers": [{"name", "url", "folder", "tactics": [], "config": {}, "files": []}]}, lowest
// layer first; of the result: {"handled": [PATH], "layers": {PATH: [URL, "static"|"dynamic"]}}.
// Errors: Error(unavailable) without python3; Error(invalid) with the tactic's last words, or when it does not end.
// Threads: one at a time.
#pragma once

#include "layers/composition.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace periapt::layers {

bool has_tactics(const LayerStack& stack);

/// What tactics make of files takes their place in the charm; what they make is left below `folder`.
void apply_tactics(Composition& charm, const LayerStack& stack, const std::string& charm_name,
                   const std::filesystem::path& folder, std::chrono::milliseconds limit);

/// The program that runs them, files/run_tactics.py; made by embed_files.cmake.
std::string_view run_tactics_py();

} // namespace periapt::layers
