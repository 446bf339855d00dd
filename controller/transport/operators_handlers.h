// Exposure, constraints, machines without units, SSH keys, clouds. Use cases: services/exposure.h, constraints.h,
// add_machines.h, ssh_keys.h, clouds.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/messages.h"
#include "wire/operator_messages.h"

namespace periapt::transport {

wire::Empty expose(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Expose& request);
wire::Empty unexpose(Controller&, store::WriteTransaction& transaction, const Call& call,
                     const wire::Unexpose& request);
wire::Empty set_application_constraints(Controller&, store::WriteTransaction& transaction, const Call& call,
                                        const wire::ConstraintsText& request);
wire::ConstraintsText model_constraints(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty set_model_constraints(Controller&, store::WriteTransaction& transaction, const Call& call,
                                  const wire::ConstraintsText& request);
wire::MachineNames add_machines(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::AddMachines& request);
wire::MachineResults retry_provisioning(Controller&, store::WriteTransaction& transaction, const Call& call,
                                        const wire::RetryProvisioning& request);
wire::Empty set_application_base(Controller&, store::WriteTransaction& transaction, const Call& call,
                                 const wire::SetApplicationBase& request);
wire::Annotations annotations(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty annotate(Controller&, store::WriteTransaction& transaction, const Call& call, const wire::Annotations& request);
wire::SshKeyList list_ssh_keys(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::SshKeyResults add_ssh_keys(Controller&, store::WriteTransaction& transaction, const Call& call,
                                 const wire::SshKeyTexts& request);
wire::SshKeyResults remove_ssh_keys(Controller&, store::WriteTransaction& transaction, const Call& call,
                                    const wire::SshKeyTexts& request);
wire::CloudList list_clouds(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty set_cloud(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                      const wire::SetCloud& request);
wire::Empty remove_cloud(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                         const wire::RemoveCloud& request);

} // namespace periapt::transport
