// The contracts that the program brings with it (schemas/interfaces), and those texts made into contracts once.
// Threads: any.
#pragma once

#include "interfaces/contract.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace periapt::interfaces {

struct ContractText {
  std::string interface;
  std::int64_t version = 0;
  std::string text; // YAML
  bool operator==(const ContractText&) const = default;
};

/// By interface, then version.
const std::vector<ContractText>& shipped_contracts();

/// The same contract for the same text: reading one takes longer than judging a bag. Throws Error(invalid).
std::shared_ptr<const Contract> read_contract(const std::string& text);

/// As a catalogue's folders and charms may write it differently: `tls_certificates` is `tls-certificates`.
bool is_same_interface(std::string_view left, std::string_view right);

} // namespace periapt::interfaces
