// `default-credential`: the credential of a cloud that is used unless somebody says otherwise.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command default_credential_command();

} // namespace periapt::cli
