#include "services/relate.h"

#include "core/endpoint.h"
#include "core/error.h"
#include "services/contracts.h"
#include "services/lifecycle.h"
#include "services/remote_applications.h"
#include "store/charm_repository.h"
#include "store/model_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

/// "application" or "application:endpoint"
struct TypedEnd {
  std::string application;
  std::optional<std::string> endpoint;
};

TypedEnd parse_end(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) return {text, std::nullopt};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

/// What a name means here: an application of the model, or one of another model that it consumes.
struct RelateParty {
  RelateSide side;
  ApplicationId application;
  ModelId model;
  std::optional<RemoteApplicationRow> remote;
};

RelateParty remote_party(const ReadTransaction& transaction, const RemoteSide& remote, const TypedEnd& typed) {
  if (remote.row.life != Life::alive)
    throw make_error(ErrorKind::conflict, "cannot relate saas application \"{}\": it is being removed", remote.row.name);
  auto endpoints = remote.endpoints;
  std::erase_if(endpoints, [](const Endpoint& one) { return one.name == implicit_juju_info.name; }); // added anyway
  return {.side = {.application = ApplicationName(remote.row.name), .endpoint = typed.endpoint, .endpoints = std::move(endpoints)},
          .application = remote.application,
          .model = applications::get(transaction, remote.application).model,
          .remote = remote.row};
}

RelateParty party_of(const ReadTransaction& transaction, ModelId model, const std::string& text) {
  const auto typed = parse_end(text);
  if (const auto remote = remote_side(transaction, model, typed.application))
    return remote_party(transaction, *remote, typed);
  const auto application = applications::get(transaction, model, typed.application);
  if (application.life != Life::alive)
    throw make_error(ErrorKind::conflict, "cannot relate application \"{}\": it is being removed", application.name);
  return {.side = {.application = ApplicationName(application.name),
                   .endpoint = typed.endpoint,
                   .endpoints = charms::endpoints(transaction, application.charm),
                   .subordinate = charms::get(transaction, application.charm).subordinate},
          .application = application.id,
          .model = model,
          .remote = {}};
}

/// Only what is offered may be related, and not by who shares its machine.
void require_offered(const ReadTransaction& transaction, ModelId model, const RelateParty& party,
                     const Endpoint& endpoint) {
  if (!party.remote) return;
  const auto offered = remote_side(transaction, model, party.remote->name)->endpoints;
  const bool known = std::any_of(offered.begin(), offered.end(), [&](const auto& one) { return one.name == endpoint.name; });
  if (!known) throw make_error(ErrorKind::not_found, "no relations found");
  if (endpoint.scope == Scope::container)
    throw make_error(ErrorKind::conflict, "cannot relate saas application \"{}\": a relation within a machine cannot "
                                          "lead to another model", party.remote->name);
}

bool uses(const RelationRow& relation, const RelationEnd& end) {
  return std::any_of(relation.ends.begin(), relation.ends.end(), [&](const auto& own) {
    return own.application == end.application && own.endpoint.name == end.endpoint.name;
  });
}

/// At most one relation per key, and no more than the endpoint's limit.
void require_room(const ReadTransaction& transaction, const std::string& key, const std::vector<RelationEnd>& ends) {
  for (const auto& end : ends) {
    int using_it = 0;
    for (const auto& relation : relations::of_application(transaction, end.application)) {
      if (!uses(relation, end)) continue;
      ++using_it;
      if (!std::all_of(ends.begin(), ends.end(), [&](const auto& each) { return uses(relation, each); })) continue;
      if (relation.life == Life::alive)
        throw make_error(ErrorKind::already_exists, "cannot add relation \"{0}\": relation {0} already exists", key);
      throw make_error(ErrorKind::conflict, "cannot add relation \"{0}\": relation {0} is dying, but not yet removed", key);
    }
    if (end.endpoint.limit > 0 && using_it >= end.endpoint.limit)
      throw make_error(ErrorKind::conflict,
                       "cannot add relation \"{}\": establishing a new relation for {}:{} would exceed its maximum "
                       "relation limit of {}",
                       key, end.application_name, end.endpoint.name, end.endpoint.limit);
  }
}

/// A subordinate runs on its principal's machine, so its charm must know that machine's base.
void require_common_base(const ReadTransaction& transaction, const std::string& key,
                         const std::vector<RelationEnd>& ends) {
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto subordinate = applications::get(transaction, ends[i].application);
    const auto other = applications::get(transaction, ends[1 - i].application);
    if (ends[i].endpoint.scope != Scope::container || !charms::get(transaction, subordinate.charm).subordinate) continue;
    const auto bases = charms::bases(transaction, subordinate.charm);
    const bool known = std::any_of(bases.begin(), bases.end(), [&](const auto& base) {
      return base.name == other.base.name && base.channel() == other.base.channel();
    });
    if (!bases.empty() && !known)
      throw make_error(ErrorKind::conflict,
                       "cannot add relation \"{}\": principal and subordinate applications' bases must match", key);
  }
}

bool matches(const RelationEnd& end, const TypedEnd& typed) {
  return end.application_name == typed.application && (!typed.endpoint || end.endpoint.name == *typed.endpoint);
}

bool matches(const RelationRow& relation, const TypedEnd& left, const TypedEnd& right) {
  const auto& first = relation.ends.front();
  const auto& last = relation.ends.back();
  return (matches(first, left) && matches(last, right)) || (matches(first, right) && matches(last, left));
}

void require_party(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  if (!remote_applications::find(transaction, model, name)) applications::get(transaction, model, name);
}

RelationRow find_by_ends(const ReadTransaction& transaction, ModelId model, const std::string& left,
                         const std::string& right) {
  const auto left_end = parse_end(left), right_end = parse_end(right);
  require_party(transaction, model, left_end.application);
  require_party(transaction, model, right_end.application);
  std::vector<RelationRow> found;
  for (auto& row : relations::list(transaction, model))
    found.push_back(relations::seen_from(transaction, model, std::move(row)));
  std::erase_if(found, [&](const auto& relation) { return !matches(relation, left_end, right_end); });
  if (found.empty()) throw make_error(ErrorKind::not_found, "relation \"{} {}\" not found", left, right);
  if (found.size() == 1) return found.front();
  std::vector<std::string> keys;
  for (const auto& relation : found) keys.push_back("\"" + relation.key() + "\"");
  std::sort(keys.begin(), keys.end());
  throw make_error(ErrorKind::invalid, "ambiguous relation: \"{} {}\" could refer to {}", left, right,
                   fmt::join(keys, "; "));
}

} // namespace

RelationRow find_relation(const ReadTransaction& transaction, ModelId model, const RelationWanted& wanted) {
  if (wanted.number) {
    auto relation = relations::find_by_number(transaction, model, *wanted.number);
    if (!relation) throw make_error(ErrorKind::not_found, "relation {} not found", *wanted.number);
    return relations::seen_from(transaction, model, *std::move(relation));
  }
  if (!wanted.left || !wanted.right) throw Error(ErrorKind::invalid, "a relation must involve two applications");
  return find_by_ends(transaction, model, *wanted.left, *wanted.right);
}

Related relate(WriteTransaction& transaction, ModelId model, const std::string& left, const std::string& right,
               TimeMs now) {
  const auto first = party_of(transaction, model, left), second = party_of(transaction, model, right);
  if (first.remote && second.remote)
    throw make_error(ErrorKind::invalid, "cannot relate \"{}\" to \"{}\": both are saas applications", left, right);
  const auto pair = choose_endpoints(first.side, second.side);
  const auto key = relation_key(pair);
  const auto end = [&](const ApplicationName& name, const Endpoint& endpoint) {
    const auto& party = name.str() == first.side.application.str() ? first : second;
    require_offered(transaction, model, party, endpoint);
    return RelationEnd{party.application, name.str(), endpoint, 0};
  };
  std::vector<RelationEnd> ends{end(pair.requirer_application, pair.requirer),
                                end(pair.provider_application, pair.provider)};
  require_room(transaction, key, ends);
  require_common_base(transaction, key, ends);
  const auto contract = choose_contract(transaction, key, ends);
  const auto number = models::take_number(transaction, model, "relation");
  const auto& remote = first.remote ? first : second;
  for (auto& own : ends) // one number for both, unless they are in two models
    own.number = remote.remote && own.application == remote.application
                     ? models::take_number(transaction, remote.model, "relation")
                     : number;
  const auto id = relations::insert(transaction, model, ends, now);
  if (remote.remote)
    remote_applications::add_relation(transaction, {id, remote.remote->offer, remote.remote->id});
  make_under_contract(transaction, *relations::find(transaction, id), contract, now);
  return {.key = key, .number = number};
}

void remove_relation(WriteTransaction& transaction, ModelId model, const RelationWanted& wanted, bool force, TimeMs now) {
  const auto relation = find_relation(transaction, model, wanted);
  if (relation.peer())
    throw make_error(ErrorKind::conflict, "cannot remove relation \"{}\": is a peer relation", relation.key());
  begin_relation_removal(transaction, relation, {now, force});
}

} // namespace periapt::services
