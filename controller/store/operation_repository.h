// Operations: tasks that were asked for together.
#pragma once

#include "core/status.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

using OperationId = Id<struct OperationTag>;

struct OperationRow {
  OperationId id;
  ModelId model;
  std::int64_t number = 0;
  std::string summary;
  std::string fail;
  TimeMs enqueued_ms = 0;
};

namespace operations {

OperationId insert(WriteTransaction& transaction, const OperationRow& row); // its id is given here
std::optional<OperationRow> find(const ReadTransaction& transaction, ModelId model, std::int64_t number);
std::optional<OperationRow> find(const ReadTransaction& transaction, OperationId id);
std::vector<OperationRow> list(const ReadTransaction& transaction, ModelId model); // by number
/// Those of before `moment` whose tasks are all over, with their tasks.
void remove_older(WriteTransaction& transaction, ModelId model, TimeMs moment);

} // namespace operations
} // namespace periapt::store
