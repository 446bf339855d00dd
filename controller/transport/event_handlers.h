// Event streams: what delivery tells, as text.
#pragma once

#include "core/settlement.h"
#include "transport/route.h"

namespace periapt::transport {

/// AgentUpdate after AgentUpdate for the machine {id}.
std::unique_ptr<EventSource> machine_events(Controller& controller, Call call);
/// ModelChanged whenever the model has changed.
std::unique_ptr<EventSource> model_events(Controller& controller, Call call);
/// Settlement whenever what keeps the model from being settled has changed; the first at once.
std::unique_ptr<EventSource> model_settlement(Controller& controller, Call call);
/// What the agent of the machine {id} says of itself.
wire::Empty note_settled(Controller& controller, Call call, const wire::Settled& settled);

} // namespace periapt::transport
