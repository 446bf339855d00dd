// All adapters, one line each; the table in tool_table.cpp lists the same. Each lives in the file of its name.
#pragma once

#include "adapters/adapter.h"

namespace periapt::adapters {

std::unique_ptr<Adapter> make_ansible();
std::unique_ptr<Adapter> make_bash();
std::unique_ptr<Adapter> make_cfengine();
std::unique_ptr<Adapter> make_chef();
std::unique_ptr<Adapter> make_puppet();

} // namespace periapt::adapters
