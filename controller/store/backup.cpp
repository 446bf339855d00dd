#include "store/backup.h"

#include "database/connection.h"
#include "store/model_repository.h"
#include "store/store.h"

#include <algorithm>

namespace periapt::store {
namespace {

constexpr auto next_epoch = "UPDATE controller SET epoch = epoch + 1, name = ?";
/// AUTOINCREMENT: the journal's revisions and the ids of all rows. More than were given out since the copy.
constexpr auto skip_numbers = "UPDATE sqlite_sequence SET seq = seq + 1000000000";
/// Those that people read: of tasks, relations, machines. An agent that had finished a task which the copy does not know
/// would take another of its number for that one.
constexpr auto skip_shown_numbers = "UPDATE sequence SET next = next + 10000";

} // namespace

void copy_database(const ReadTransaction& transaction, const std::filesystem::path& file) {
  transaction.connection().backup_to(file);
}

void begin_next_epoch(const std::filesystem::path& file, const std::string& name) {
  const auto store = Store::open(file, {});
  store->write([&](WriteTransaction& transaction) {
    transaction.connection().execute(next_epoch, name);
    transaction.connection().execute(skip_numbers);
    transaction.connection().execute(skip_shown_numbers);
  });
}

bool holds_models(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return false;
  return Store::open(file, {})->read([](const ReadTransaction& transaction) {
    const auto rows = models::list(transaction);
    return !std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.is_controller; });
  });
}

} // namespace periapt::store
