// The part of the transitions that is about secrets: what their hooks have told. Inside this room only; the rest of
// transitions.h applies. Rule: contract/hooks.md, section 17.
#pragma once

#include "resolver/local_state.h"
#include "resolver/remote_state.h"

namespace periapt::resolver {

/// What is not there any more need not be remembered; a secret granted once more is a new one.
void forget_secrets(LocalState& local, const RemoteState& remote);
/// A hook begins: which revision and which due time it tells.
void observe_secret(Observed& observed, const RemoteState& remote, const HookInfo& hook);
/// It has committed.
void tell_secret(LocalState& local, const HookInfo& hook, const Observed& observed);

} // namespace periapt::resolver
