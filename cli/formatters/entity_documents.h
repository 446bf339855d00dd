// One unit or application in detail. Rule: contract/cli.md, 2.9.
#pragma once

#include "cli/formatters/record.h"
#include "wire/messages.h"

#include <string>

namespace periapt::cli {

struct UnitView {
  std::string endpoint;     // only this endpoint's relations, and those even when nobody has said anything
  std::string related_unit; // only this one of the other side
  bool application_only = false;
  bool json = false;
};

Value unit_document(const wire::UnitInfo& unit, const UnitView& view);
Value application_document(const wire::ApplicationInfo& application);

} // namespace periapt::cli
