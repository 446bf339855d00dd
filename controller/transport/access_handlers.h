// Granting and revoking access. Use cases: services/grants.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/user_messages.h"

namespace periapt::transport {

wire::Empty change_controller_access(Controller&, store::WriteTransaction& transaction, const Call& call,
                                     const wire::ChangeAccess& request);
wire::Empty change_model_access(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::ChangeAccess& request);
wire::Empty change_offer_access(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::ChangeOfferAccess& request);
wire::Empty change_cloud_access(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                                const wire::ChangeCloudAccess& request);

/// What of the users of a thing the caller sees: an administrator of it everybody, others themselves.
template <class Row>
std::vector<wire::GrantedUser> visible_users(const std::vector<Row>& rows, const Call& call, bool administrator) {
  std::vector<wire::GrantedUser> users;
  for (const auto& row : rows)
    if (administrator || row.user == call.user.id)
      users.push_back({row.name, row.display_name, access_word(row.access), row.seen_ms});
  return users;
}

} // namespace periapt::transport
