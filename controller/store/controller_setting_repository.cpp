#include "store/controller_setting_repository.h"

#include "core/controller_setting.h"
#include "database/connection.h"
#include "store/model_repository.h"

namespace periapt::store::controller_settings {
namespace {

constexpr auto select_settings = "SELECT key, value FROM controller_setting";
constexpr auto select_setting = "SELECT value FROM controller_setting WHERE key = ?";
constexpr auto upsert_setting = "INSERT INTO controller_setting (key, value) VALUES (?, ?)"
                                " ON CONFLICT DO UPDATE SET value = excluded.value";

} // namespace

std::map<std::string, std::string> all(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_settings);
  std::map<std::string, std::string> settings;
  while (statement.step()) settings.emplace(statement.text(0), statement.text(1));
  return settings;
}

std::string value(const ReadTransaction& transaction, const std::string& key) {
  auto statement = transaction.connection().prepare(select_setting);
  statement.bind_all(key);
  if (statement.step()) return statement.text(0);
  const auto* setting = find_controller_setting(key);
  return setting && setting->initial ? setting->initial : "";
}

void set(WriteTransaction& transaction, const std::map<std::string, std::string>& values) {
  bool changed = false;
  for (const auto& [key, text] : values) {
    if (value(transaction, key) == text) continue;
    transaction.connection().execute(upsert_setting, key, text);
    changed = true;
  }
  if (!changed) return;
  for (const auto& model : models::list(transaction))
    transaction.record(model.id, {EntityKind::model, model.id.value, 0}, ChangeOp::changed);
}

} // namespace periapt::store::controller_settings
