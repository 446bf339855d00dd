// Event streams: what delivery tells, as text.
#pragma once

#include "transport/route.h"

namespace periapt::transport {

/// AgentUpdate after AgentUpdate for the machine {id}.
std::unique_ptr<EventSource> machine_events(Controller& controller, Call call);
/// ModelChanged whenever the model has changed.
std::unique_ptr<EventSource> model_events(Controller& controller, Call call);

} // namespace periapt::transport
