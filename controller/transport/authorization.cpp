#include "transport/authorization.h"

#include "base/sha256.h"
#include "core/error.h"
#include "services/unit_services.h"

namespace periapt::transport {

void check_peer(const Call& call) {
  const bool allowed = call.access == Access::any ||
                       (call.access == Access::admin ? call.from_administrator && call.token.empty()
                                                     : !call.token.empty());
  if (!allowed) throw make_error(ErrorKind::denied, "permission denied");
}

void authorize(const store::ReadTransaction& transaction, Call& call) {
  if (call.access == Access::any || call.access == Access::admin) return;
  const auto machine = services::machine_of_token(transaction, sha256_hex(call.token));
  if (!machine) throw make_error(ErrorKind::denied, "permission denied");
  call.machine = *machine;
  if (call.access == Access::machine && machine->value != call.id())
    throw make_error(ErrorKind::not_found, "machine not found");
  if (call.access == Access::unit) services::require_unit_on_machine(transaction, UnitId{call.id()}, *machine);
}

} // namespace periapt::transport
