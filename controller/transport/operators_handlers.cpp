#include "transport/operators_handlers.h"

#include "services/add_machines.h"
#include "services/annotations.h"
#include "services/application_base.h"
#include "services/clouds.h"
#include "services/constraints.h"
#include "services/exposure.h"
#include "services/retry_provisioning.h"
#include "services/ssh_keys.h"
#include "store/cloud_repository.h"
#include "store/model_repository.h"
#include "transport/models_handlers.h"

namespace periapt::transport {

wire::Empty expose(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Expose& request) {
  services::expose(transaction, model_of(transaction, call), call.argument("app"),
                   {request.endpoints, request.spaces, request.cidrs});
  return {};
}

wire::Empty unexpose(Controller&, store::WriteTransaction& transaction, const Call& call,
                     const wire::Unexpose& request) {
  services::unexpose(transaction, model_of(transaction, call), call.argument("app"), request.endpoints);
  return {};
}

wire::Empty set_application_constraints(Controller&, store::WriteTransaction& transaction, const Call& call,
                                        const wire::ConstraintsText& request) {
  services::set_application_constraints(transaction, model_of(transaction, call), call.argument("app"),
                                        request.constraints);
  return {};
}

wire::ConstraintsText model_constraints(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return {.constraints = store::models::constraints(transaction, model_of(transaction, call))};
}

wire::Empty set_model_constraints(Controller&, store::WriteTransaction& transaction, const Call& call,
                                  const wire::ConstraintsText& request) {
  services::set_model_constraints(transaction, model_of(transaction, call), request.constraints);
  return {};
}

wire::MachineNames add_machines(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::AddMachines& request) {
  return {.machines = services::add_machines(transaction, model_of(transaction, call),
                                             {request.count, request.base, request.constraints}, call.now)};
}

wire::MachineResults retry_provisioning(Controller&, store::WriteTransaction& transaction, const Call& call,
                                        const wire::RetryProvisioning& request) {
  const auto model = model_of(transaction, call);
  wire::MachineResults answer;
  for (auto& one : request.all ? services::retry_all_provisioning(transaction, model, call.now)
                               : services::retry_provisioning(transaction, model, request.machines, call.now))
    answer.results.push_back({std::move(one.machine), std::move(one.error)});
  return answer;
}

wire::Empty set_application_base(Controller&, store::WriteTransaction& transaction, const Call& call,
                                 const wire::SetApplicationBase& request) {
  services::set_application_base(transaction, model_of(transaction, call), call.argument("app"), request.base);
  return {};
}

wire::Annotations annotations(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  auto notes = services::annotations(transaction, model_of(transaction, call));
  return {.applications = std::move(notes.applications), .machines = std::move(notes.machines)};
}

wire::Empty annotate(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Annotations& request) {
  services::annotate(transaction, model_of(transaction, call), {request.applications, request.machines});
  return {};
}

wire::SshKeyList list_ssh_keys(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  wire::SshKeyList list;
  for (auto& key : services::list_ssh_keys(transaction, model_of(transaction, call)))
    list.keys.push_back({std::move(key.key), std::move(key.fingerprint), std::move(key.comment)});
  return list;
}

wire::SshKeyResults add_ssh_keys(Controller&, store::WriteTransaction& transaction, const Call& call,
                                 const wire::SshKeyTexts& request) {
  return {.obstacles = services::add_ssh_keys(transaction, model_of(transaction, call), request.keys)};
}

wire::SshKeyResults remove_ssh_keys(Controller&, store::WriteTransaction& transaction, const Call& call,
                                    const wire::SshKeyTexts& request) {
  return {.obstacles = services::remove_ssh_keys(transaction, model_of(transaction, call), request.keys)};
}

wire::CloudList list_clouds(Controller&, const store::ReadTransaction& transaction, const Call&) {
  return {.clouds = store::clouds::list(transaction)};
}

wire::Empty set_cloud(Controller& controller, store::WriteTransaction& transaction, const Call&,
                      const wire::SetCloud& request) {
  services::set_cloud(transaction, {request.name, request.definition, request.existing}, controller.info.cloud);
  return {};
}

wire::Empty remove_cloud(Controller& controller, store::WriteTransaction& transaction, const Call&,
                         const wire::RemoveCloud& request) {
  services::remove_cloud(transaction, request.name, controller.info.cloud);
  return {};
}

} // namespace periapt::transport
