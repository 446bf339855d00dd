// How a command line names one relation: by its number, or by its two ends. Rule: contract/cli.md 2.3.
#pragma once

#include "cli/session.h"
#include "core/relation_report.h"

#include <cstdint>
#include <string>

namespace periapt::cli {

/// Throws UsageError unless `text` is a relation's number.
std::int64_t relation_number(const std::string& text);

/// Asks that the relations which the command's arguments name by number are suspended, or resumed.
void set_suspended(Session& session, bool suspended, const std::string& reason);

/// The relation that the command's arguments name.
RelationDetails named_relation(Session& session);

inline constexpr const char* relation_arguments =
    "<application1>[:<endpoint1>] <application2>[:<endpoint2>] | <relation-id>";

} // namespace periapt::cli
