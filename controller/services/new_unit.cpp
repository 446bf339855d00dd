#include "services/new_unit.h"

#include "core/names.h"
#include "services/storage.h"
#include "store/machine_repository.h"
#include "store/unit_repository.h"

namespace periapt::services {
namespace {

using namespace store;

/// What status shows until the agent speaks for the unit (contract/status.md 4).
StatusRecord waiting_on(const MachineRow& machine, TimeMs now) {
  if (machine.agent_status.current == "started") return {"waiting", "agent initialising", now};
  if (machine.instance_status.current == "running") return {"waiting", "installing agent", now};
  return {"waiting", "waiting for machine", now};
}

} // namespace

std::string insert_unit(WriteTransaction& transaction, const ApplicationRow& application, const NewUnit& place,
                        TimeMs now) {
  const auto number = applications::take_unit_number(transaction, application.id);
  const UnitName name(ApplicationName(application.name), number);
  const auto id = units::insert(transaction, {.model = application.model,
                                              .application = application.id,
                                              .number = number,
                                              .name = name.str(),
                                              .machine = place.machine,
                                              .workload = waiting_on(machines::get(transaction, place.machine), now),
                                              .agent = {"allocating", "", now},
                                              .principal = place.principal});
  give_storage(transaction, application, id, place.attach_storage, now);
  return name.str();
}

} // namespace periapt::services
