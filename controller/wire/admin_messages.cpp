// Instantiates the codec for what the CLI and other clients exchange with the controller.
#include "wire/codec_templates.h"
#include "wire/message_list.h"

namespace periapt {
PERIAPT_ADMIN_MESSAGES(PERIAPT_WIRE_INSTANTIATE)
template std::string wire::encode(const wire::Unfinished<StatusReport>&, const wire::SendPart&);
} // namespace periapt
