// What repositories are handed: a connection inside a transaction, and for writers the journal.
// Only Store makes them; they live as long as the body they are passed to.
#pragma once

#include "core/entities.h"
#include "core/revision.h"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <functional>

namespace periapt::database {
class Connection;
}

namespace periapt::store {

class SecretVault;

/// What happened to the entity that a journal row names.
enum class ChangeOp {
  added,
  changed,
  removed,
  noted, // only people see it: a status, a version. Agents are not told
};
BOOST_DESCRIBE_ENUM(ChangeOp, added, changed, removed, noted)

class ReadTransaction {
public:
  ReadTransaction(database::Connection& connection, std::int64_t epoch, const SecretVault& vault)
      : connection_(connection), epoch_(epoch), vault_(vault) {}

  database::Connection& connection() const { return connection_; }
  /// What the content of secrets is sealed with; for their repository only.
  const SecretVault& vault() const { return vault_; }
  /// The newest change this transaction sees, its own included.
  Revision revision() const;

private:
  database::Connection& connection_;
  std::int64_t epoch_;
  const SecretVault& vault_;
};

class WriteTransaction : public ReadTransaction {
public:
  using ReadTransaction::ReadTransaction;

  /// Appends a journal row and returns its revision number, which is also a bag's new version. To be called
  /// only for a real change. `concerns`: see Change (journal.h).
  std::int64_t record(ModelId model, EntityKey key, ChangeOp op, std::int64_t concerns = 0);

  /// A part that is undone as a whole if it throws.
  void all_or_nothing(const std::function<void()>& part);

  bool has_recorded() const { return has_recorded_; }

private:
  bool has_recorded_ = false;
};

} // namespace periapt::store
