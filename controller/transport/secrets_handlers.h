// Secrets, for operators and for agents. Use cases: services/user_secrets.h, secret_reports.h, unit_secrets.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/secret_messages.h"

namespace periapt::transport {

wire::SecretList list_secrets(Controller&, const store::ReadTransaction& transaction, const Call& call);
SecretReport show_secret(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::SecretData reveal_secret(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::SecretAdded add_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                             const wire::AddSecret& request);
wire::Empty update_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::UpdateSecret& request);
wire::Empty remove_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::RemoveSecret& request);
wire::Empty grant_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                         const wire::SecretApplications& request);
wire::Empty revoke_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::SecretApplications& request);

wire::SecretList owned_secrets(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::SecretData read_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                             const wire::ReadSecret& request);
wire::Empty put_pending_secret(Controller&, store::WriteTransaction& transaction, const Call& call,
                               const wire::PendingSecret& request);

} // namespace periapt::transport
