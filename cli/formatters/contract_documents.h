// Interface contracts, named events and promises as documents and tables: our own commands, no contract's.
#pragma once

#include "cli/formatters/record.h"
#include "core/interface_promise.h"

#include <string>
#include <vector>

namespace periapt::cli {

Value interfaces_document(const std::vector<KnownContract>& contracts);
std::string interfaces_table(const std::vector<KnownContract>& contracts, bool colour);

Value events_document(const std::vector<EventReport>& events);
std::string events_table(const std::vector<EventReport>& events, bool colour);

Value relation_promises_document(const std::vector<InterfacePromise>& promises);
std::string relation_promises_table(const std::vector<InterfacePromise>& promises, bool colour);

} // namespace periapt::cli
