#include "store/offer_repository.h"

#include "database/connection.h"
#include "store/enum_text.h"

namespace periapt::store {
namespace {

constexpr auto select_offer = "SELECT id, model_id, name, application_id FROM offer WHERE id = ?";
constexpr auto select_offer_by_name =
    "SELECT id, model_id, name, application_id FROM offer WHERE model_id = ? AND name = ?";
constexpr auto select_offers = "SELECT id, model_id, name, application_id FROM offer WHERE model_id = ? ORDER BY name";
constexpr auto insert_offer = "INSERT INTO offer (model_id, name, application_id) VALUES (?, ?, ?)";
constexpr auto delete_offer = "DELETE FROM offer WHERE id = ?";
constexpr auto select_offer_endpoints = "SELECT endpoint FROM offer_endpoint WHERE offer_id = ? ORDER BY endpoint";
constexpr auto delete_offer_endpoints = "DELETE FROM offer_endpoint WHERE offer_id = ?";
constexpr auto insert_offer_endpoint = "INSERT INTO offer_endpoint (offer_id, endpoint) VALUES (?, ?) ON CONFLICT DO NOTHING";

constexpr auto select_remote = "SELECT id, model_id, name, offer_id, url, life FROM remote_application WHERE id = ?";
constexpr auto select_remote_by_name =
    "SELECT id, model_id, name, offer_id, url, life FROM remote_application WHERE model_id = ? AND name = ?";
constexpr auto select_remotes =
    "SELECT id, model_id, name, offer_id, url, life FROM remote_application WHERE model_id = ? ORDER BY name";
constexpr auto insert_remote = "INSERT INTO remote_application (model_id, name, offer_id, url) VALUES (?, ?, ?, ?)";
constexpr auto update_remote_life = "UPDATE remote_application SET life = ?2 WHERE id = ?1 AND life <> ?2";
constexpr auto delete_remote = "DELETE FROM remote_application WHERE id = ?";

constexpr auto insert_over =
    "INSERT INTO relation_over_offer (relation_id, offer_id, remote_application_id) VALUES (?, ?, ?)";
constexpr auto select_over_offer = "SELECT relation_id, offer_id, remote_application_id FROM relation_over_offer"
                                   " WHERE offer_id = ? ORDER BY relation_id";
constexpr auto select_over_remote = "SELECT relation_id, offer_id, remote_application_id FROM relation_over_offer"
                                    " WHERE remote_application_id = ? ORDER BY relation_id";
constexpr auto select_over =
    "SELECT relation_id, offer_id, remote_application_id FROM relation_over_offer WHERE relation_id = ?";

void note_in_model(WriteTransaction& transaction, ModelId model) {
  transaction.record(model, {EntityKind::model, model.value, 0}, ChangeOp::noted);
}

template <class... Values>
std::vector<OfferRow> select_offer_rows(const ReadTransaction& transaction, const char* sql, const Values&... values) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(values...);
  std::vector<OfferRow> rows;
  while (statement.step())
    rows.push_back({.id = statement.int64(0),
                    .model = {statement.int64(1)},
                    .name = statement.text(2),
                    .application = {statement.int64(3)},
                    .endpoints = {}});
  for (auto& row : rows) {
    auto endpoints = transaction.connection().prepare(select_offer_endpoints);
    endpoints.bind_all(row.id);
    while (endpoints.step()) row.endpoints.push_back(endpoints.text(0));
  }
  return rows;
}

template <class... Values>
std::vector<RemoteApplicationRow> select_remote_rows(const ReadTransaction& transaction, const char* sql,
                                                     const Values&... values) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(values...);
  std::vector<RemoteApplicationRow> rows;
  while (statement.step())
    rows.push_back({.id = statement.int64(0),
                    .model = {statement.int64(1)},
                    .name = statement.text(2),
                    .offer = statement.int64(3),
                    .url = statement.text(4),
                    .life = enum_of<Life>(statement.text_view(5))});
  return rows;
}

std::vector<OfferedRelation> select_over_rows(const ReadTransaction& transaction, const char* sql, std::int64_t id) {
  auto statement = transaction.connection().prepare(sql);
  statement.bind_all(id);
  std::vector<OfferedRelation> rows;
  while (statement.step()) rows.push_back({{statement.int64(0)}, statement.int64(1), statement.int64(2)});
  return rows;
}

template <class Row>
std::optional<Row> only_row(std::vector<Row> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

} // namespace

namespace offers {

std::optional<OfferRow> find(const ReadTransaction& transaction, std::int64_t id) {
  return only_row(select_offer_rows(transaction, select_offer, id));
}

std::optional<OfferRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  return only_row(select_offer_rows(transaction, select_offer_by_name, model.value, name));
}

std::vector<OfferRow> list(const ReadTransaction& transaction, ModelId model) {
  return select_offer_rows(transaction, select_offers, model.value);
}

void set(WriteTransaction& transaction, const OfferRow& row) {
  auto& connection = transaction.connection();
  const auto known = find(transaction, row.model, row.name);
  if (!known) connection.execute(insert_offer, row.model.value, row.name, row.application.value);
  const auto id = known ? known->id : connection.last_insert_id();
  connection.execute(delete_offer_endpoints, id);
  for (const auto& endpoint : row.endpoints) connection.execute(insert_offer_endpoint, id, endpoint);
  note_in_model(transaction, row.model);
}

void remove(WriteTransaction& transaction, const OfferRow& row) {
  transaction.connection().execute(delete_offer, row.id);
  note_in_model(transaction, row.model);
}

std::vector<OfferedRelation> relations(const ReadTransaction& transaction, std::int64_t offer) {
  return select_over_rows(transaction, select_over_offer, offer);
}

} // namespace offers

namespace remote_applications {

std::optional<RemoteApplicationRow> find(const ReadTransaction& transaction, std::int64_t id) {
  return only_row(select_remote_rows(transaction, select_remote, id));
}

std::optional<RemoteApplicationRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  return only_row(select_remote_rows(transaction, select_remote_by_name, model.value, name));
}

std::vector<RemoteApplicationRow> list(const ReadTransaction& transaction, ModelId model) {
  return select_remote_rows(transaction, select_remotes, model.value);
}

void insert(WriteTransaction& transaction, const RemoteApplicationRow& row) {
  transaction.connection().execute(insert_remote, row.model.value, row.name, row.offer, row.url);
  note_in_model(transaction, row.model);
}

void set_life(WriteTransaction& transaction, const RemoteApplicationRow& row, Life life) {
  transaction.connection().execute(update_remote_life, row.id, text_of(life));
  if (transaction.connection().changes() > 0) note_in_model(transaction, row.model);
}

void remove(WriteTransaction& transaction, const RemoteApplicationRow& row) {
  transaction.connection().execute(delete_remote, row.id);
  note_in_model(transaction, row.model);
}

void add_relation(WriteTransaction& transaction, const OfferedRelation& row) {
  transaction.connection().execute(insert_over, row.relation.value, row.offer, row.remote_application);
}

std::vector<OfferedRelation> relations(const ReadTransaction& transaction, std::int64_t remote_application) {
  return select_over_rows(transaction, select_over_remote, remote_application);
}

std::optional<OfferedRelation> of_relation(const ReadTransaction& transaction, RelationId relation) {
  return only_row(select_over_rows(transaction, select_over, relation.value));
}

} // namespace remote_applications
} // namespace periapt::store
