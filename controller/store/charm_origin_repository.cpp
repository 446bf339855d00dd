#include "store/charm_origin_repository.h"

#include "database/connection.h"

namespace periapt::store::charm_origins {
namespace {

constexpr auto insert_origin_row = "INSERT INTO charm_origin (charm_id, source, commit_id) VALUES (?, ?, ?)";
constexpr auto select_origin_row = "SELECT source, commit_id FROM charm_origin WHERE charm_id = ?";
constexpr auto delete_named_layers = "DELETE FROM charm_layer WHERE charm_id = ?";
constexpr auto insert_built_layer = "INSERT INTO charm_layer (charm_id, position, name, revision) VALUES (?, ?, ?, ?)";
constexpr auto insert_built_file = "INSERT INTO charm_file (charm_id, path, layer) VALUES (?, ?, ?)";
constexpr auto select_built_layers = "SELECT name, revision FROM charm_layer WHERE charm_id = ? ORDER BY position";
constexpr auto select_built_files = "SELECT path, layer FROM charm_file WHERE charm_id = ?";

} // namespace

void insert_origin(WriteTransaction& transaction, CharmId charm, const CharmOriginRow& row) {
  transaction.connection().execute(insert_origin_row, charm.value, row.source, row.commit_id);
}

void insert_build(WriteTransaction& transaction, CharmId charm, const charm::BuildRecord& record) {
  auto& connection = transaction.connection();
  connection.execute(delete_named_layers, charm.value);
  int position = 0;
  for (const auto& layer : record.layers)
    connection.execute(insert_built_layer, charm.value, position++, layer.url, layer.revision);
  for (const auto& [path, layer] : record.files) connection.execute(insert_built_file, charm.value, path, layer);
}

std::optional<CharmOriginRow> origin(const ReadTransaction& transaction, CharmId charm) {
  auto statement = transaction.connection().prepare(select_origin_row);
  statement.bind_all(charm.value);
  if (!statement.step()) return std::nullopt;
  return CharmOriginRow{statement.text(0), statement.text(1)};
}

charm::BuildRecord build(const ReadTransaction& transaction, CharmId charm) {
  charm::BuildRecord record;
  auto layers = transaction.connection().prepare(select_built_layers);
  layers.bind_all(charm.value);
  while (layers.step()) record.layers.push_back({layers.text(0), layers.text(1)});
  auto files = transaction.connection().prepare(select_built_files);
  files.bind_all(charm.value);
  while (files.step()) record.files.emplace(files.text(0), files.text(1));
  return record;
}

} // namespace periapt::store::charm_origins
