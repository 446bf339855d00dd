#include "store/charm_repository.h"

#include "database/connection.h"
#include "store/config_column.h"
#include "store/contract_repository.h"
#include "store/enum_text.h"
#include "store/resource_repository.h"

namespace periapt::store::charms {
namespace {

constexpr auto insert_charm = "INSERT INTO charm (model_id, url, name, revision, sha256, size_bytes, summary, version,"
                              " subordinate, on_machines, required_storage, unmet_assumption, added_ms)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto insert_endpoint = "INSERT INTO charm_endpoint (charm_id, name, interface, role, scope, quota, optional)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr auto insert_extra_binding = "INSERT INTO charm_extra_binding (charm_id, name) VALUES (?, ?)";
constexpr auto insert_base = "INSERT INTO charm_base (charm_id, position, name, track, risk) VALUES (?, ?, ?, ?, ?)";
constexpr auto insert_option = "INSERT INTO charm_config_option (charm_id, name, type, description, default_value)"
                               " VALUES (?, ?, ?, ?, ?)";
constexpr auto insert_action = "INSERT INTO charm_action (charm_id, name, description, schema, parallel,"
                               " execution_group) VALUES (?, ?, ?, ?, ?, ?)";
constexpr auto insert_layer = "INSERT INTO charm_layer (charm_id, position, name) VALUES (?, ?, ?)";
constexpr auto insert_storage = "INSERT INTO charm_storage (charm_id, name, kind, location, shared, read_only,"
                                " minimum_size_mib, count_min, count_max) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto insert_event = "INSERT OR IGNORE INTO charm_event (charm_id, name) VALUES (?, ?)";

#define CHARM_COLUMNS                                                                                                 \
  "id, model_id, url, sha256, size_bytes, name, revision, version, subordinate, on_machines, required_storage,"      \
  " unmet_assumption"
constexpr auto select_by_url = "SELECT " CHARM_COLUMNS " FROM charm WHERE model_id = ? AND url = ?";
constexpr auto select_by_archive = "SELECT " CHARM_COLUMNS " FROM charm WHERE model_id = ?1 AND sha256 = ?3"
                                   " AND substr(url, 1, length(?2)) = ?2 ORDER BY id DESC LIMIT 1";
constexpr auto select_by_id = "SELECT " CHARM_COLUMNS " FROM charm WHERE id = ?";
#undef CHARM_COLUMNS
constexpr auto select_application_of = "SELECT 1 FROM application WHERE charm_id = ?";
constexpr auto select_events = "SELECT name FROM charm_event WHERE charm_id = ? ORDER BY name";
constexpr auto select_archives = "SELECT DISTINCT sha256 FROM charm ORDER BY sha256";
constexpr auto select_archive = "SELECT 1 FROM charm WHERE sha256 = ? LIMIT 1";
constexpr auto select_endpoints = "SELECT name, interface, role, scope, quota, optional FROM charm_endpoint"
                                  " WHERE charm_id = ? ORDER BY name";
constexpr auto select_extra_bindings = "SELECT name FROM charm_extra_binding WHERE charm_id = ? ORDER BY name";
constexpr auto select_bases = "SELECT name, track, risk FROM charm_base WHERE charm_id = ? ORDER BY position";
constexpr auto select_actions = "SELECT name, description, schema, parallel, execution_group FROM charm_action"
                                " WHERE charm_id = ? ORDER BY name";
constexpr auto select_options =
    "SELECT name, type, description, default_value FROM charm_config_option WHERE charm_id = ?";

constexpr auto select_storage = "SELECT name, kind, location, shared, read_only, minimum_size_mib, count_min, count_max"
                                " FROM charm_storage WHERE charm_id = ? ORDER BY name";

CharmRow charm_from(const database::Statement& row) {
  return {.id = {row.int64(0)},
          .model = {row.int64(1)},
          .ref = {row.text(2), row.text(3), row.int64(4)},
          .name = row.text(5),
          .revision = row.int64(6),
          .version = row.text(7),
          .subordinate = row.boolean(8),
          .on_machines = row.boolean(9),
          .required_storage = row.text(10),
          .unmet_assumption = row.text(11)};
}

std::string required_storage(const charm::Charm& charm) {
  for (const auto& storage : charm.storage)
    if (storage.count_min > 0) return storage.name;
  return "";
}

void insert_options(database::Connection& connection, CharmId id, const charm::ConfigOptions& options) {
  for (const auto& [name, option] : options) {
    auto statement = connection.prepare(insert_option);
    statement.bind_all(id.value, name, charm::name_of(option.type), option.description);
    if (option.default_value) bind_value(statement, 5, *option.default_value);
    else statement.bind(5, nullptr);
    statement.run();
  }
}

void insert_storages(database::Connection& connection, CharmId id, const std::vector<charm::Storage>& storages) {
  for (const auto& storage : storages)
    connection.execute(insert_storage, id.value, storage.name, text_of(storage.kind), storage.location, storage.shared,
                       storage.read_only, storage.minimum_size_mib, storage.count_min, storage.count_max);
}

void insert_details(database::Connection& connection, CharmId id, const charm::Charm& charm) {
  for (const auto& endpoint : charm.endpoints)
    connection.execute(insert_endpoint, id.value, endpoint.name, endpoint.interface, text_of(endpoint.role),
                       text_of(endpoint.scope), endpoint.limit, endpoint.optional);
  for (const auto& binding : charm.extra_bindings) connection.execute(insert_extra_binding, id.value, binding);
  int position = 0;
  for (const auto& base : charm.bases)
    connection.execute(insert_base, id.value, position++, base.name, base.track, base.risk);
  position = 0;
  for (const auto& layer : charm.layers) connection.execute(insert_layer, id.value, position++, layer);
  for (const auto* programs : {&charm.handled_events, &charm.hook_files})
    for (const auto& event : *programs) connection.execute(insert_event, id.value, event);
  if (charm.dispatches) connection.execute(insert_event, id.value, "dispatch");
  for (const auto& action : charm.actions)
    connection.execute(insert_action, id.value, action.name, action.description, action.schema, action.parallel,
                       action.execution_group);
  insert_options(connection, id, charm.config);
  insert_storages(connection, id, charm.storage);
}

} // namespace

CharmId insert(WriteTransaction& transaction, const NewCharm& row, const charm::Charm& charm) {
  auto& connection = transaction.connection();
  connection.execute(insert_charm, row.model.value, row.ref.url, charm.name, row.revision, row.ref.sha256,
                     row.ref.size_bytes, charm.summary, row.version, charm.subordinate, charm.containers.empty(),
                     required_storage(charm), row.unmet_assumption, row.added_ms);
  const CharmId id{connection.last_insert_id()};
  insert_details(connection, id, charm);
  resources::insert_declared(transaction, id, charm.resources);
  contracts::insert_versions(transaction, id, charm.contract_versions);
  return id;
}

std::optional<CharmRow> find(const ReadTransaction& transaction, ModelId model, const std::string& url) {
  auto statement = transaction.connection().prepare(select_by_url);
  statement.bind_all(model.value, url);
  if (!statement.step()) return std::nullopt;
  return charm_from(statement);
}

bool has_application(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_application_of);
  statement.bind_all(id.value);
  return statement.step();
}

std::optional<CharmRow> find_by_archive(const ReadTransaction& transaction, ModelId model,
                                        const std::string& url_beginning, const std::string& sha256) {
  auto statement = transaction.connection().prepare(select_by_archive);
  statement.bind_all(model.value, url_beginning, sha256);
  if (!statement.step()) return std::nullopt;
  return charm_from(statement);
}

CharmRow get(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_by_id);
  statement.bind_all(id.value);
  if (!statement.step()) throw make_error(ErrorKind::internal, "charm {} is not in the database", id.value);
  return charm_from(statement);
}

std::vector<std::string> list_archives(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_archives);
  std::vector<std::string> names;
  while (statement.step()) names.push_back(statement.text(0));
  return names;
}

bool is_archive_used(const ReadTransaction& transaction, const std::string& sha256) {
  auto statement = transaction.connection().prepare(select_archive);
  statement.bind_all(sha256);
  return statement.step();
}

std::vector<Endpoint> endpoints(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_endpoints);
  statement.bind_all(id.value);
  std::vector<Endpoint> endpoints;
  while (statement.step())
    endpoints.push_back({.name = statement.text(0),
                         .interface = statement.text(1),
                         .role = enum_of<Role>(statement.text_view(2)),
                         .scope = enum_of<Scope>(statement.text_view(3)),
                         .limit = static_cast<int>(statement.int64(4)),
                         .optional = statement.boolean(5)});
  return endpoints;
}

std::vector<std::string> extra_bindings(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_extra_bindings);
  statement.bind_all(id.value);
  std::vector<std::string> names;
  while (statement.step()) names.push_back(statement.text(0));
  return names;
}

std::vector<charm::Base> bases(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_bases);
  statement.bind_all(id.value);
  std::vector<charm::Base> bases;
  while (statement.step())
    bases.push_back({.name = statement.text(0), .track = statement.text(1), .risk = statement.text(2)});
  return bases;
}

std::vector<std::string> events(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_events);
  statement.bind_all(id.value);
  std::vector<std::string> names;
  while (statement.step()) names.push_back(statement.text(0));
  return names;
}

std::vector<charm::Action> actions(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_actions);
  statement.bind_all(id.value);
  std::vector<charm::Action> actions;
  while (statement.step())
    actions.push_back({.name = statement.text(0),
                       .description = statement.text(1),
                       .schema = statement.text(2),
                       .parallel = statement.boolean(3),
                       .execution_group = statement.text(4)});
  return actions;
}

charm::ConfigOptions config_options(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_options);
  statement.bind_all(id.value);
  charm::ConfigOptions options;
  while (statement.step()) {
    charm::ConfigOption option{.name = statement.text(0)};
    const auto type = statement.text(1);
    option.type = charm::parse_option_type(type).value_or(charm::OptionType::string);
    option.description = statement.text(2);
    if (!statement.is_null(3)) option.default_value = value_from(statement, type, 3);
    options.emplace(option.name, std::move(option));
  }
  return options;
}

std::vector<charm::Storage> storage(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_storage);
  statement.bind_all(id.value);
  std::vector<charm::Storage> storages;
  while (statement.step()) {
    charm::Storage one{.name = statement.text(0), .kind = enum_of<StorageKind>(statement.text_view(1))};
    one.location = statement.text(2);
    one.shared = statement.boolean(3);
    one.read_only = statement.boolean(4);
    one.minimum_size_mib = statement.optional_int64(5);
    one.count_min = static_cast<int>(statement.int64(6));
    one.count_max.reset();
    if (!statement.is_null(7)) one.count_max = static_cast<int>(statement.int64(7));
    storages.push_back(std::move(one));
  }
  return storages;
}

} // namespace periapt::store::charms
