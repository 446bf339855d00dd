// Users. Use cases: services/users.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/user_messages.h"

namespace periapt::transport {

/// A superuser sees everybody, others themselves.
wire::UserList list_users(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::UserInfo user_info(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::UserInfo own_user_info(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::RegistrationKey add_user(Controller& controller, Call call, const wire::AddUser& request);
wire::Empty remove_user(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Empty&);
wire::Empty disable_user(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Empty&);
wire::Empty enable_user(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Empty&);
/// One's own, or anybody's for a superuser.
wire::Empty set_password(Controller& controller, Call call, const wire::SetPassword& request);
wire::RegistrationKey reset_password(Controller& controller, Call call, const wire::Empty&);

} // namespace periapt::transport
