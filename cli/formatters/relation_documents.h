// One relation as documents and tables: our own commands, no contract's.
#pragma once

#include "cli/formatters/record.h"
#include "core/relation_report.h"

#include <string>

namespace periapt::cli {

/// Both sides' bags; each key with who wrote it last, as far as that is known.
Value relation_document(const RelationDetails& details);
std::string relation_text(const RelationDetails& details, bool colour);

/// Who wrote which keys, oldest first.
Value relation_writes_document(const RelationDetails& details);
std::string relation_writes_table(const RelationDetails& details, bool colour, bool iso_time);

} // namespace periapt::cli
