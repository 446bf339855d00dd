// Instantiates the codec for what agents exchange with the controller.
#include "wire/codec_templates.h"
#include "wire/message_list.h"

namespace periapt {
PERIAPT_AGENT_MESSAGES(PERIAPT_WIRE_INSTANTIATE)
} // namespace periapt
