// How users come in, and go. Use cases: services/users.h, passwords.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/user_messages.h"

namespace periapt::transport {

/// By a password. Whatever is wrong is told in the same words after the same time.
wire::LoggedIn log_in(Controller& controller, Call call, const wire::Login& request);
/// By a registration key, which is spent by setting a password.
wire::LoggedIn register_user(Controller& controller, Call call, const wire::Register& request);
/// Ends the session that the request was sent in.
wire::Empty log_out(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Empty&);

} // namespace periapt::transport
