// Getting the Python packages that a charm carries, with the machine's pip, from where pip is set up to look
// (PIP_INDEX_URL, PIP_FIND_LINKS, PIP_NO_INDEX, …). Rule: contract/charm-format.md 11.4.
// Errors: Error(unavailable) with pip's last words, or saying that there is no pip. Threads: one at a time.
#pragma once

#include "layers/composition.h"

#include <filesystem>

namespace periapt::layers {

enum class WheelhouseKind { none, source, binary };

/// Downloads what wheelhouse.txt asks for into `folder` and adds it to the charm as wheelhouse/….
void add_wheelhouse_files(Composition& charm, WheelhouseKind kind, const std::filesystem::path& folder);

/// Installs the package of each `x.pypi` into `folder` and adds it to the charm beside where that file was.
void add_installed_packages(Composition& charm, const std::filesystem::path& folder);

} // namespace periapt::layers
