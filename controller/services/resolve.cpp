#include "services/resolve.h"

#include "core/error.h"
#include "store/unit_repository.h"

namespace periapt::services {
namespace {

using namespace store;

bool in_error(const UnitRow& unit) { return unit.agent.current == "error"; }

UnitRow unit_in_error(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  auto unit = units::find(transaction, model, name);
  if (!unit) throw make_error(ErrorKind::not_found, "unit \"{}\" not found", name);
  if (!in_error(*unit)) throw make_error(ErrorKind::conflict, "unit \"{}\" is not in an error state", name);
  return *std::move(unit);
}

} // namespace

void resolve(WriteTransaction& transaction, ModelId model, const ResolveRequest& request) {
  const auto mode = request.no_retry ? ResolvedMode::no_retry : ResolvedMode::retry;
  for (const auto& name : request.units)
    units::set_resolved(transaction, unit_in_error(transaction, model, name), mode);
  if (!request.all) return;
  for (const auto& unit : units::list(transaction, model))
    if (in_error(unit)) units::set_resolved(transaction, unit, mode);
}

} // namespace periapt::services
