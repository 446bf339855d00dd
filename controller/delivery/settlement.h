// What keeps a model from being settled, from its rows and from what its agents have said. Pure read.
#pragma once

#include "core/ids.h"
#include "core/settlement.h"
#include "store/transaction.h"

#include <functional>

namespace periapt::delivery {

enum class AgentState {
  away,    // it has no event stream
  busy,    // it has not been told everything, or has not yet done what it was told
  settled, // it has said that it has nothing to do, and nothing has happened for it since
};

Settlement read_settlement(const store::ReadTransaction& transaction, ModelId model,
                           const std::function<AgentState(MachineId)>& agent_of);

} // namespace periapt::delivery
