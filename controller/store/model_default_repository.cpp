#include "store/model_default_repository.h"

#include "database/connection.h"

namespace periapt::store::model_defaults {
namespace {

constexpr auto select_all = "SELECT region, key, value FROM model_default";
constexpr auto upsert_default = "INSERT INTO model_default (region, key, value) VALUES (?, ?, ?)"
                                " ON CONFLICT DO UPDATE SET value = excluded.value";
constexpr auto delete_default = "DELETE FROM model_default WHERE region = ? AND key = ?";

} // namespace

std::map<std::string, Settings> all(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_all);
  std::map<std::string, Settings> defaults;
  while (statement.step()) defaults[statement.text(0)][statement.text(1)] = statement.text(2);
  return defaults;
}

void set(WriteTransaction& transaction, const std::string& region,
         const std::map<std::string, std::optional<std::string>>& changes) {
  for (const auto& [key, value] : changes) {
    if (value) transaction.connection().execute(upsert_default, region, key, *value);
    else transaction.connection().execute(delete_default, region, key);
  }
}

} // namespace periapt::store::model_defaults
