// Models. Use cases: services/models.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"

namespace periapt::transport {

wire::ModelList list_models(Controller&, const store::ReadTransaction& transaction, const Call&);
wire::ModelInfo add_model(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::AddModel& request);
wire::ModelInfo model_info(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::ModelInfo destroy_model(Controller&, store::WriteTransaction& transaction, const Call& call,
                              const wire::DestroyModel& request);
wire::ModelConfig model_config(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty set_model_config(Controller&, store::WriteTransaction& transaction, const Call& call,
                             const wire::SetModelConfig& request);

/// The model that {model} names.
ModelId model_of(const store::ReadTransaction& transaction, const Call& call);

} // namespace periapt::transport
