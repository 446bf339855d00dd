// Offers, the SAAS applications that consume them, and which relation runs over which. Writers append to the journal under
// the model's key: agents need none of it, status does.
// Rule: DESIGN section 9, rule 26; contract/cli.md 2.18.
#pragma once

#include "core/life.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct OfferRow {
  std::int64_t id = 0;
  ModelId model;
  std::string name;
  ApplicationId application;
  std::vector<std::string> endpoints; // sorted
};

struct RemoteApplicationRow {
  std::int64_t id = 0;
  ModelId model;
  std::string name;
  std::int64_t offer = 0;
  std::string url;
  Life life = Life::alive;
};

struct OfferedRelation {
  RelationId relation;
  std::int64_t offer = 0;
  std::int64_t remote_application = 0;
};

namespace offers {

std::optional<OfferRow> find(const ReadTransaction& transaction, std::int64_t id);
std::optional<OfferRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name);
std::vector<OfferRow> list(const ReadTransaction& transaction, ModelId model); // by name
/// A new one, or other endpoints of an old one.
void set(WriteTransaction& transaction, const OfferRow& row);
void remove(WriteTransaction& transaction, const OfferRow& row);
std::vector<OfferedRelation> relations(const ReadTransaction& transaction, std::int64_t offer); // by id

} // namespace offers

namespace remote_applications {

std::optional<RemoteApplicationRow> find(const ReadTransaction& transaction, std::int64_t id);
std::optional<RemoteApplicationRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name);
std::vector<RemoteApplicationRow> list(const ReadTransaction& transaction, ModelId model); // by name
void insert(WriteTransaction& transaction, const RemoteApplicationRow& row);
void set_life(WriteTransaction& transaction, const RemoteApplicationRow& row, Life life);
void remove(WriteTransaction& transaction, const RemoteApplicationRow& row);

void add_relation(WriteTransaction& transaction, const OfferedRelation& row);
std::vector<OfferedRelation> relations(const ReadTransaction& transaction, std::int64_t remote_application); // by id
std::optional<OfferedRelation> of_relation(const ReadTransaction& transaction, RelationId relation);

} // namespace remote_applications
} // namespace periapt::store
