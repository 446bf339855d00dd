// What a charm says of its interface contracts: in charm.yaml which versions an endpoint speaks, and the texts of
// contracts that it brings with it. What those texts mean is the business of the room `interfaces`.
//
//   contracts:
//     db: 1
//     website: [1, 2]
//
// Rule: DESIGN section 6. Threads: any.
#pragma once

#include "charm/faults.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::charm {

struct Charm;

/// By endpoint; an endpoint that is not named speaks every version.
using ContractVersions = std::map<std::string, std::vector<std::int64_t>>;

/// charm.yaml; `charm` is what metadata.yaml says. Throws Error(invalid) with line and column.
ContractVersions read_contract_versions(std::string_view yaml, const Charm& charm, const FaultSink& faults = {});

/// `schemas/interfaces/<interface>/v<version>.yaml`
bool is_contract_file(std::string_view path);
/// Those of a charm's folder, as paths below it.
std::vector<std::string> contract_files(const std::filesystem::path& folder);

} // namespace periapt::charm
