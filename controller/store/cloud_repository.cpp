#include "store/cloud_repository.h"

#include "database/connection.h"

namespace periapt::store::clouds {
namespace {

constexpr auto select_clouds = "SELECT name, definition FROM cloud";
constexpr auto upsert_cloud = "INSERT INTO cloud (name, definition) VALUES (?, ?)"
                              " ON CONFLICT DO UPDATE SET definition = excluded.definition";
constexpr auto delete_cloud = "DELETE FROM cloud WHERE name = ?";

} // namespace

std::map<std::string, std::string> list(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_clouds);
  std::map<std::string, std::string> clouds;
  while (statement.step()) clouds[statement.text(0)] = statement.text(1);
  return clouds;
}

void set(WriteTransaction& transaction, const std::string& name, const std::string& definition) {
  transaction.connection().execute(upsert_cloud, name, definition);
}

bool remove(WriteTransaction& transaction, const std::string& name) {
  transaction.connection().execute(delete_cloud, name);
  return transaction.connection().changes() > 0;
}

} // namespace periapt::store::clouds
